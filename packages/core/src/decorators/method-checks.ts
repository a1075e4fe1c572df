import type { AnyMethod } from '../util/type-helpers';
import type { OpLevel } from '../wiring/wired';
import type { WiringError } from '../wiring/wiring-error';

// A check is `unknown` where all is well, and stands beside the type of an argument: inference survives, and the error
// is a sentence on the line of the mistake.

/** Refuses static methods. */
export type CheckInstance<T> = T extends { readonly prototype: unknown }
  ? WiringError<'Ops, graphs and jobs are instance methods: remove `static`.'>
  : unknown;

/** Refuses instance methods. */
export type CheckStatic<T> = T extends { readonly prototype: unknown }
  ? unknown
  : WiringError<'A hook is a static method: write `static` before its name.'>;

/** Refuses methods that are private, protected or named by a symbol: a body could not invoke them. */
export type CheckPublic<T, N> = N extends keyof T & string
  ? unknown
  : WiringError<'Ops, graphs and jobs are public methods with a plain name.'>;

/** Refuses run hooks among the `hooks` of an op or a graph. */
export interface CheckHooks<H extends readonly AnyMethod[]> {
  readonly hooks?: OpLevel<H>;
}
