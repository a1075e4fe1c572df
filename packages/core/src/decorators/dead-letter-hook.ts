import type { DeadLetterHookContext } from '../context/hook-context';
import { hookDecorator, hookFactory } from './hook-decorator';

/**
 * A static method that is called when a delivery of another hook is given up, on an instance: the hook of last resort. When
 * it is given up itself, nobody is called.
 */
export const DeadLetterHook = hookDecorator<DeadLetterHookContext, object>('deadLetter');

/** Function twin of {@link DeadLetterHook}. */
export const deadLetterHook = hookFactory<DeadLetterHookContext, object>('deadLetter');
