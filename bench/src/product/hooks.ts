import { FailureHook, type FailureHookContext, type HookContext, SuccessHook } from 'hookline';
import { countHook } from './tally';

/** One success hook for every op, and one failure hook: plain functions that count. */
export class Hooks {
  @SuccessHook() static counted(_context: HookContext): void {
    countHook();
  }

  @FailureHook() static failed(_context: FailureHookContext): void {
    countHook();
  }
}
