import type { RunStatus } from '@hookline/core';
import type { Plan, ResolvedConfig, ResourceMap, StepOutput, StreamEvent } from '@hookline/core/spi';
import type { EnginePorts } from '../engine-ports';
import type { RunFacts } from '../hooks/hook-context';
import type { Publisher } from '../publisher';
import type { Scheduler } from '../scheduler';
import type { Restoration } from './resumption';
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
  /** Goes on with a run that exists, or with what a parent run has done; undefined for a run of its own. */
  readonly adopted: AdoptedRun | undefined;
  /** The engine had to give the run up. */
  abandoned(error: Error): void;
}

/** A step of a parent run whose outputs are taken over. */
export interface InheritedStep {
  readonly stepKey: string;
  readonly outputs: readonly StepOutput[];
}

/** A run that was not begun here, or not from the beginning. */
export interface AdoptedRun {
  /** Its events so far; none for a run that begins with what its parent has done. */
  readonly events: readonly StreamEvent[];
  /** The holder's number: this process. */
  readonly epoch: number;
  /** Why this process has it; undefined where nothing happened to it: it was queued, or begins here. */
  readonly reason: string | undefined;
  /** When it started, ms since 1970; undefined where it has not. */
  readonly startedAt: number | undefined;
  /** Steps of a parent run whose outputs it takes over: told as events before anything runs. */
  readonly inherited: readonly InheritedStep[];
  readonly restoration: Restoration;
}

/** How a run ended. */
export interface RunEnd {
  readonly events: RunEvents;
  readonly steps: readonly StepRun[];
  readonly status: RunStatus;
  /** Why it failed or was cancelled. */
  readonly error: Error | undefined;
}
