import type { Delivery } from '@hookline/core/spi';
import type { Attempt } from '../steps/attempt';
import type { StepRecorder } from './step-recorder';
import type { StepRun } from './step-run';

/** What steps need besides the core of their run. */
export interface RunStepsParts {
  readonly recorder: StepRecorder;
  createAttempt(step: StepRun, number: number): Attempt;
  /** A blocking delivery of an earlier holder of the run holds the step back. */
  hold(delivery: Delivery, step: StepRun): void;
}
