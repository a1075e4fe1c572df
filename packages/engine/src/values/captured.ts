import type { StoredOutput } from '@hookline/core/spi';

/** One output of a step as it was when it was produced (D29). */
export interface Captured {
  /** Where it is, as the event of the output says. */
  readonly stored: StoredOutput;
  /** The encoded value, where it is small enough to stay in memory. */
  readonly text: string | undefined;
}

/** Output name → what was captured. */
export type CapturedOutputs = Readonly<Record<string, Captured>>;

/** Stands for a value that an IO manager holds: it is loaded for each op that takes it. */
export class ManagedValue {
  constructor(
    /** Resource key of the manager. */
    readonly manager: string,
    readonly source: OutputAddress,
    /** The run that made it, where that is another one. */
    readonly runId: string | undefined,
  ) {}
}

/** Which output of which step. */
export interface OutputAddress {
  readonly stepKey: string;
  readonly op: string;
  readonly output: string;
  /** Of one item of a dynamic output. */
  readonly mapKey: string | undefined;
}
