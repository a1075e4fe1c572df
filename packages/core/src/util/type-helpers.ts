/** Any method or function. `any`: top type of a signature, with whatever `this` it declares. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a method
export type AnyMethod = (this: any, ...args: any[]) => unknown;

export type IsAny<T> = 0 extends 1 & T ? true : false;

export type IsNever<T> = [T] extends [never] ? true : false;

export type UnionToIntersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void
  ? I
  : never;

/** `T` as its owner sees it, who may write it. */
export type Own<T> = { -readonly [K in keyof T]: T[K] };

/** The last element of a tuple, an optional one included. */
export type Last<A extends readonly unknown[]> = Required<A> extends readonly [...unknown[], infer L] ? L : never;

/** All but the last element of a tuple; optional ones keep their `undefined`. */
export type Init<A extends readonly unknown[]> = A extends readonly [...infer I, unknown] ? I : [];
