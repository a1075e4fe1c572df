import { RetryHook, type RetryHookContext, SkipHook, type SkipHookContext } from 'hookline';

/** Hooks that write to the log of the run. */
export class WeatherHooks {
  // #region hooks
  @RetryHook()
  static logRetry({ stepKey, attempt, delay, opException, log }: RetryHookContext): void {
    log.warn(`${stepKey}: attempt ${attempt} failed, next in ${delay} ms: ${opException.message}`);
  }

  @SkipHook()
  static logSkip({ stepKey, skipReason, log }: SkipHookContext): void {
    log.info(`${stepKey}: nothing to do (${skipReason})`);
  }
  // #endregion
}
