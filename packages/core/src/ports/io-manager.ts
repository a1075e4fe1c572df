import type { Awaitable } from './store';

/** Which output of which step. */
export interface IoContext {
  readonly runId: string;
  readonly stepKey: string;
  /** Name of the op definition. */
  readonly op: string;
  readonly output: string;
  /** Of one item of a dynamic output. */
  readonly mapKey: string | undefined;
}

/** Holds outputs of ops elsewhere than in the store; a resource, named by `@Op({ ioManagerKey })`. */
export interface IoManager {
  /** Stores an output; the step has succeeded when it resolves. */
  storeOutput(context: IoContext, value: unknown): Awaitable<void>;
  /** Loads it for an op or hook that takes it. */
  loadInput(context: IoContext): unknown;
}
