import type { LogLevel, Tags } from '@hookline/core';
import type { Deadlines } from '../deadlines';
import type { StepRun } from '../run/step-run';
import type { Time } from '../time';
import type { RunIo } from '../values/run-io';
import type { Attempt } from './attempt';

/** The method of an op, with its instance. */
export interface OpCode {
  readonly fn: (...args: unknown[]) => unknown;
  readonly self: object;
}

/** What an attempt needs from its run. */
export interface AttemptHost {
  readonly jobName: string;
  readonly runId: string;
  readonly runTags: Tags;
  readonly time: Time;
  readonly deadlines: Deadlines;
  /** Undefined where values only stay in memory. */
  readonly io: RunIo | undefined;
  /** Why running ops are aborted; `undefined` while they are not. */
  readonly abortReason: unknown;
  readonly redact: (text: string) => string;
  /** The method of the step's op, on the instance of its class. @throws what the constructor of the class throws */
  codeOf(step: StepRun): OpCode;
  inputsOf(step: StepRun): readonly unknown[];
  configOf(step: StepRun): unknown;
  resourcesFor(step: StepRun): object;
  log(
    stepKey: string,
    line: { level: LogLevel; message: string; data: Readonly<Record<string, unknown>> | undefined },
  ): void;
  progress(attempt: Attempt, done: number, total: number): void;
  /** The attempt has ended: by the op, or before it by a timeout. Called once. */
  attemptEnded(attempt: Attempt): void;
  /** The op of an overtaken attempt has settled at last. */
  settledLate(attempt: Attempt): void;
}
