import type { Plan, ResolvedConfig, ResourceMap, RunEvent } from '@hookline/core/spi';
import type { EnginePorts } from '../engine-ports';
import type { RunFacts } from '../hooks/hook-context';
import type { Scheduler } from '../scheduler';
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
  /** Takes each event after its commit. */
  publish(event: RunEvent): void;
  /** The run has ended, its hooks have settled and its resources are closed. */
  done(end: RunEnd): void;
  /** The engine had to give the run up. */
  abandoned(error: Error): void;
}

/** How a run ended. */
export interface RunEnd {
  readonly events: readonly RunEvent[];
  readonly steps: readonly StepRun[];
  /** Why it failed or was cancelled. */
  readonly error: Error | undefined;
}
