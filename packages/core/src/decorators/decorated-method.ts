import type { Class } from '../definition/op-definition';
import { InvalidDefinitionError } from '../errors/definition-errors';
import type { ErrorSpec } from '../errors/hookline-error';
import { describeValue } from '../util/describe-value';

/** A method under one of our decorators. */
export interface DecoratedMethod {
  readonly owner: Class;
  readonly method: string;
  readonly fn: (...args: never[]) => unknown;
  /** `'Etl.load'`, for errors. */
  readonly place: string;
}

/** What a decorator is and where it belongs, for errors. */
export interface Decorator {
  /** `@Op`. */
  readonly name: string;
  /** Hooks are static methods; ops, graphs and jobs are instance methods. */
  readonly placement: 'static' | 'instance';
}

/** What TypeScript passes to a method decorator, unchecked. */
export type Decoration = readonly [target: unknown, method: unknown, descriptor: unknown];

/**
 * The method that a decorator stands on.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_DECORATION`) where the decorator cannot work
 */
export function decoratedMethod(decorator: Decorator, [target, key, descriptor]: Decoration): DecoratedMethod {
  if (isStandardContext(key)) throw standardDecorators(decorator);
  if (key === undefined) throw onClass(decorator, target);
  const isStatic = typeof target === 'function';
  const owner = (isStatic ? target : (target as { constructor: unknown }).constructor) as Class;
  const place = placeOf(owner, key);
  const fn: unknown = (descriptor as PropertyDescriptor | undefined)?.value;
  if (typeof key !== 'string') throw symbolName(decorator, place);
  if (typeof fn !== 'function') throw noMethod(decorator, place);
  if (isStatic !== (decorator.placement === 'static')) throw wrongSide(decorator, place);
  return { owner, method: key, fn: fn as DecoratedMethod['fn'], place };
}

/**
 * Refuses a decorator written without parentheses, which is called with the method instead of options (S2).
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_DECORATION`)
 */
export function refuseBareUse(decorator: string, args: readonly unknown[]): void {
  const [first, key] = args;
  if (args.length < 2 && typeof first !== 'function') return;
  const place = isStandardContext(key) ? describeValue(key.name) : barePlace(first, key);
  throw badDecoration(`${decorator} on ${place} stands without parentheses.`, `Write ${decorator}().`);
}

function barePlace(target: unknown, key: unknown): string {
  if (key === undefined) return describeValue(target);
  const owner = typeof target === 'function' ? target : (target as { constructor: unknown }).constructor;
  return placeOf(owner as Class, key);
}

function placeOf(owner: Class, key: unknown): string {
  return `'${owner.name === '' ? '(anonymous class)' : owner.name}.${String(key)}'`;
}

/** What the decorators of the ECMAScript proposal get as second argument. */
function isStandardContext(key: unknown): key is { readonly name: unknown } {
  return typeof key === 'object' && key !== null && 'kind' in key;
}

function standardDecorators({ name }: Decorator): InvalidDefinitionError {
  const problem = `${name} is compiled as a decorator of the ECMAScript proposal.`;
  const remedy = 'Set "experimentalDecorators": true in a tsconfig.json whose "include" names this file';
  return badDecoration(problem, `${remedy} (tsx ignores the options for other files).`);
}

function onClass({ name }: Decorator, target: unknown): InvalidDefinitionError {
  return badDecoration(`${name} stands on ${describeValue(target)}.`, 'Put it on a method of the class.');
}

function symbolName({ name }: Decorator, place: string): InvalidDefinitionError {
  const problem = `${name} on ${place}: the method is named by a symbol.`;
  return badDecoration(problem, 'Give the method a name that run config can write.');
}

function noMethod({ name }: Decorator, place: string): InvalidDefinitionError {
  return badDecoration(`${name} on ${place}: this is not a method.`, 'Write it as a method: name() { ... }.');
}

function wrongSide({ name, placement }: Decorator, place: string): InvalidDefinitionError {
  return placement === 'static'
    ? badDecoration(`${name} on ${place}: a hook is a static method.`, 'Write static before its name.')
    : badDecoration(`${name} on ${place}: only hooks are static methods.`, 'Remove static.');
}

/** An error of code `HOOKLINE_BAD_DECORATION`. */
export function badDecoration(problem: ErrorSpec['problem'], remedy: ErrorSpec['remedy']): InvalidDefinitionError {
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_DECORATION', problem, remedy });
}
