import type { AnyMethod } from '../util/type-helpers';
import type { IsBody, OwnerOf } from '../wiring/wired';
import type { WiringError } from '../wiring/wiring-error';

/** Refuses bodies that do not say what they wire, wire another class, or are asynchronous. */
export type CheckBody<T, M extends AnyMethod> =
  IsBody<M> extends false
    ? WiringError<'Declare the body as `(this: Wired<ThisClass>, ...)`.'>
    : [T] extends [OwnerOf<M>]
      ? ReturnType<M> extends PromiseLike<unknown>
        ? WiringError<'A body wires, it does no work: remove `async`.'>
        : unknown
      : WiringError<'The body is wired to another class.', OwnerOf<M>>;
