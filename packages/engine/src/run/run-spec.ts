import type { RunStatus } from '@hookline/core';
import type { Plan, ResolvedConfig, ResourceMap } from '@hookline/core/spi';
import type { EnginePorts } from '../engine-ports';
import type { RunFacts } from '../hooks/hook-context';
import type { Publisher } from '../publisher';
import type { Scheduler } from '../scheduler';
import type { RunEvents } from './run-events';
import type { StepRun } from './step-run';

/** What one run is made of. */
export interface RunSpec {
  readonly plan: Plan;
  readonly config: ResolvedConfig;
  readonly definitions: ResourceMap;
  readonly facts: RunFacts;
  readonly ports: EnginePorts;
  readonly scheduler: Scheduler;
  readonly signal: AbortSignal | undefined;
  /** Takes events after their commit. */
  readonly publisher: Publisher;
  /** The run has ended, its hooks have settled and its resources are closed. */
  done(end: RunEnd): void;
  /** The engine had to give the run up. */
  abandoned(error: Error): void;
}

/** How a run ended. */
export interface RunEnd {
  readonly events: RunEvents;
  readonly steps: readonly StepRun[];
  readonly status: RunStatus;
  /** Why it failed or was cancelled. */
  readonly error: Error | undefined;
}
