/**
 * What a wrong program meets: a type that nothing has, with the sentence as the name of its member, so that the compiler
 * prints it. `D` shows what it is about.
 */
export type WiringError<M extends string, D = unknown> = { readonly [K in M]: D };
