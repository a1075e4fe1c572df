import { FailureHook, type FailureHookContext } from 'hookline';

// #region failure
export class FailureReport {
  /** What a failure hook knows: the very error that the op threw, with its stack, and what the op was given. */
  @FailureHook()
  static printStackTrace({ op, stepKey, attempt, opException, opInputValues, log }: FailureHookContext) {
    log.error(`${op.name} (step ${stepKey}, attempt ${attempt}) failed`, { inputs: opInputValues });
    log.error(opException.stack ?? opException.message);
  }
}
// #endregion
