import {
  FailureHook,
  type FailureHookContext,
  Job,
  Op,
  type OpContext,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunSuccessHook,
  retryPolicy,
  type Wired,
} from 'hookline';
import { hook, op } from './calls';

/** ms that an op stands still for that goes on. */
const PAUSE = 3_000;

class Hooks {
  @FailureHook() static async stepFailed(context: FailureHookContext) {
    await hook(context, `${context.stepKey} failed (${context.failureKind}): ${context.opException.message}`);
  }
  @RunFailureHook() static async blockedRunFailed(context: RunFailureHookContext) {
    await hook(context, context.error.message);
  }
  @RunSuccessHook() static async blockedRunSucceeded(context: RunHookContext) {
    await hook(context, 'the run succeeded');
  }
}

const HOOKS = [Hooks.stepFailed, Hooks.blockedRunFailed, Hooks.blockedRunSucceeded];

/** Ops that do not let the event loop turn. */
export class BlockingOps {
  @Op() async prepare(context: OpContext): Promise<number> {
    await op(context);
    return 42;
  }
  /** For ever, the first time. */
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1, delay: 0 }) }) async block(
    n: number,
    context: OpContext,
  ): Promise<number> {
    await op(context);
    if (context.attempt === 1) for (;;);
    return n;
  }
  @Op() async pause(n: number, context: OpContext): Promise<number> {
    await op(context);
    for (const end = performance.now() + PAUSE; performance.now() < end; );
    return n;
  }

  @Job({ hooks: HOOKS }) blocks(this: Wired<BlockingOps>) {
    this.block(this.prepare());
  }

  @Job({ hooks: HOOKS }) pauses(this: Wired<BlockingOps>) {
    this.pause(this.prepare());
  }
}
