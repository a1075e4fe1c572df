import type {
  CancelHookContext,
  FailureHookContext,
  HookContext,
  RetryHookContext,
  SkipHookContext,
} from '../context/hook-context';
import { hookDecorator, hookFactory } from './hook-decorator';
import type { CancelHookOptions, FailureHookOptions, OpHookOptions, SkipHookOptions } from './hook-options';

/** A static method that is called when the first attempt of an op starts. */
export const StartHook = hookDecorator<HookContext, OpHookOptions>('start');
/** A static method that is called after an op succeeded. */
export const SuccessHook = hookDecorator<HookContext, OpHookOptions>('success');
/** A static method that is called after an op finally failed, when retries are exhausted or not allowed. */
export const FailureHook = hookDecorator<FailureHookContext, FailureHookOptions>('failure');
/** A static method that is called after an attempt that will be retried. */
export const RetryHook = hookDecorator<RetryHookContext, FailureHookOptions>('retry');
/** A static method that is called when an op was skipped or not executed, for the `reasons` that it asks for. */
export const SkipHook = hookDecorator<SkipHookContext, SkipHookOptions>('skip');
/** A static method that is called when an op was cancelled while it ran, with `includePending` also before. */
export const CancelHook = hookDecorator<CancelHookContext, CancelHookOptions>('cancel');

/** Function twin of {@link StartHook}. */
export const startHook = hookFactory<HookContext, OpHookOptions>('start');
/** Function twin of {@link SuccessHook}. */
export const successHook = hookFactory<HookContext, OpHookOptions>('success');
/** Function twin of {@link FailureHook}. */
export const failureHook = hookFactory<FailureHookContext, FailureHookOptions>('failure');
/** Function twin of {@link RetryHook}. */
export const retryHook = hookFactory<RetryHookContext, FailureHookOptions>('retry');
/** Function twin of {@link SkipHook}. */
export const skipHook = hookFactory<SkipHookContext, SkipHookOptions>('skip');
/** Function twin of {@link CancelHook}. */
export const cancelHook = hookFactory<CancelHookContext, CancelHookOptions>('cancel');
