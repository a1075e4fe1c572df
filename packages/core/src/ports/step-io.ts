/**
 * Where values of steps go and come from beside memory. An error or rejection fails the step with kind `io`. Without it
 * a run keeps all values in memory and both phases take no time.
 */
export interface StepIo {
  /** The inputs of an attempt, given the live ones; called before the op. */
  load(stepKey: string, inputs: readonly unknown[]): readonly unknown[] | Promise<readonly unknown[]>;
  /** Takes the outputs of an attempt that returned, name → value, before any dependent can run. */
  capture(stepKey: string, outputs: Readonly<Record<string, unknown>>): undefined | Promise<void>;
}
