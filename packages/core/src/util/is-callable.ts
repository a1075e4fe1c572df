/** True for a function that can be called without `new`: not for what `class` makes. */
export function isCallable(value: unknown): value is (...args: never[]) => unknown {
  return typeof value === 'function' && !isClassSyntax(value);
}

/** True for what the keyword `class` makes; the text of a function is the engine's own, nobody can put a getter there. */
export function isClassSyntax(value: object): boolean {
  return Function.prototype.toString.call(value).startsWith('class');
}

/** True for what the keyword `async` makes, as long as it is not compiled away. */
export function isAsyncSyntax(value: object): boolean {
  return /^async\b/.test(Function.prototype.toString.call(value));
}
