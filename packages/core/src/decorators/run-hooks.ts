import type { RunFailureHookContext, RunHookContext } from '../context/hook-context';
import { hookDecorator, hookFactory } from './hook-decorator';
import type { RunFailureHookOptions } from './hook-options';

/** A static method that is called when a run starts. */
export const RunStartHook = hookDecorator<RunHookContext, object>('runStart');
/** A static method that is called when a run succeeded. */
export const RunSuccessHook = hookDecorator<RunHookContext, object>('runSuccess');
/** A static method that is called when a run failed, also where no op ran. */
export const RunFailureHook = hookDecorator<RunFailureHookContext, RunFailureHookOptions>('runFailure');
/** A static method that is called when a run was cancelled. */
export const RunCancelHook = hookDecorator<RunHookContext, object>('runCancel');

/** Function twin of {@link RunStartHook}. */
export const runStartHook = hookFactory<RunHookContext, object>('runStart');
/** Function twin of {@link RunSuccessHook}. */
export const runSuccessHook = hookFactory<RunHookContext, object>('runSuccess');
/** Function twin of {@link RunFailureHook}. */
export const runFailureHook = hookFactory<RunFailureHookContext, RunFailureHookOptions>('runFailure');
/** Function twin of {@link RunCancelHook}. */
export const runCancelHook = hookFactory<RunHookContext, object>('runCancel');
