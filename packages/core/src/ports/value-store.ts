/** Names one output of one step: `key` is set where the output is dynamic. */
export interface OutputAddress {
  readonly stepKey: string;
  readonly output: string;
}

/**
 * Where the values of outputs go when a step ends and come from when another starts. In memory both are immediate; an
 * error or rejection fails the step with kind `io`.
 */
export interface ValueStore {
  /** Takes the outputs of a step, name → value, before any dependent can run. */
  capture(stepKey: string, outputs: ReadonlyMap<string, unknown>): undefined | Promise<void>;
  /** The value of a captured output, or a promise of it. */
  load(address: OutputAddress): unknown;
}
