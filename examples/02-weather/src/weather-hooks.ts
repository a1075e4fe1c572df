import { RetryHook, type RetryHookContext, SkipHook, type SkipHookContext } from 'hookline';

/** Hooks that write to the log of the run. */
export class WeatherHooks {
  // #region hooks
  @RetryHook()
  static logRetry({ attempt, delay, opException, log }: RetryHookContext): void {
    log.warn(`attempt ${attempt} failed, next in ${delay} ms: ${opException.message}`);
  }

  @SkipHook()
  static logSkip({ skipReason, log }: SkipHookContext): void {
    log.info(`nothing to do (${skipReason})`);
  }
  // #endregion
}
