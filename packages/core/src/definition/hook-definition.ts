import type { HookInfo } from '../context/hook-info';
import type { FailureKind, SkipReason } from '../context/status';
import type { ErrorClass } from '../errors/is-error';
import type { RetryPolicy } from './retry-policy';

/** A hook, as decorators and function twins make it: an immutable value whose identity is `fn` (S1). */
export interface HookDefinition extends HookInfo {
  readonly retryPolicy?: RetryPolicy;
  /** Milliseconds; default 60,000. */
  readonly timeout: number;
  /** Fires only where this returns true; called once at the trigger, synchronously. */
  readonly filter?: (context: object) => unknown;
  /** Fires only for errors that are instances of these classes. */
  readonly errors?: readonly ErrorClass[];
  /** Fires only for failures of these kinds. */
  readonly kinds?: readonly FailureKind[];
  /** Dependents of the step (for start hooks: the op itself) wait for it. */
  readonly blocking: boolean;
  /** Skip hooks: the reasons that fire it. */
  readonly reasons: readonly SkipReason[];
  /** Cancel hooks: fire also for steps that were not running. */
  readonly includePending: boolean;
  /** Calls the user's function with its context (and, for a static method, its class as `this`). */
  readonly run: (context: object) => unknown;
  /** The user's own function: the identity of the hook. */
  readonly fn: (...args: never[]) => unknown;
}
