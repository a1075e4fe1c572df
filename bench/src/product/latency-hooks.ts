import { type HookContext, SuccessHook } from 'hookline';

/** A success hook that notes when it starts. */
export class LatencyHooks {
  /** Step key → performance.now() when a hook of the step started. */
  static readonly startedAt = new Map<string, number>();

  @SuccessHook() static noted({ stepKey }: HookContext): void {
    LatencyHooks.startedAt.set(stepKey, performance.now());
  }
}
