import type { HookKind } from '../context/hook-info';
import type { HookDefinition } from '../definition/hook-definition';
import type { HookTwin, ResourcesOf } from '../definition/hook-function';
import { InvalidDefinitionError } from '../errors/definition-errors';
import { setHook } from '../metadata/hook-mark';
import { checkName, NAME_REMEDY } from '../util/check-name';
import { describeValue } from '../util/describe-value';
import { isCallable } from '../util/is-callable';
import { isPlainObject } from '../util/plain-object';
import type { AnyMethod } from '../util/type-helpers';
import type { WiringError } from '../wiring/wiring-error';
import { badDecoration, decoratedMethod, refuseBareUse } from './decorated-method';
import { type HookData, type HookOptions, parseHookOptions } from './hook-options';
import type { CheckStatic } from './method-checks';

/** A hook decorator. `G`: the context that its kind gives; `More`: options of its kind. */
export type HookDecorator<G, More> = <const K extends string = never>(
  options?: HookOptions<K, G> & More,
) => <T extends object, M extends AnyMethod>(
  target: T & CheckStatic<T>,
  method: string,
  descriptor: TypedPropertyDescriptor<M> & CheckHook<M, G, K>,
) => void;

/** The function twin of a hook decorator: makes a hook of a function; `name` is required. */
export type HookFactory<G, More> = <
  C extends { readonly resources: object } = G & { readonly resources: object },
  const K extends string = never,
>(
  options: HookOptions<K, G> & More & { readonly name: string },
  run: ((context: C) => unknown) & CheckHook<(context: C) => unknown, G, K>,
) => HookTwin<NoInfer<C>>;

/** Refuses a function that asks for more than the kind of hook gives, or than `requiredResourceKeys` names. */
export type CheckHook<M, G, K extends string> =
  // biome-ignore lint/suspicious/noExplicitAny: top type of a method
  M extends (this: any, context: infer C) => unknown
    ? [Exclude<keyof ResourcesOf<C>, K>] extends [never]
      ? [G & { resources: ResourcesOf<C> }] extends [C]
        ? unknown
        : WiringError<'This kind of hook gets another context, namely:', G>
      : WiringError<
          'The context uses a resource that requiredResourceKeys does not name.',
          Exclude<keyof ResourcesOf<C>, K> & string
        >
    : WiringError<'A hook takes one parameter, its context.'>;

type Run = HookDefinition['fn'];

/** The decorator for static methods that are hooks of this kind. */
export function hookDecorator<G, More>(kind: HookKind): HookDecorator<G, More> {
  const name = `@${kind.charAt(0).toUpperCase()}${kind.slice(1)}Hook`;
  const decorator = (...args: readonly unknown[]) => {
    refuseBareUse(name, args);
    const [options = {}] = args;
    return (...decoration: [unknown, unknown, unknown]): void => {
      const { owner, method, fn, place } = decoratedMethod({ name, placement: 'static' }, decoration);
      checkParameters(fn, `${name} on ${place}`);
      const data = parseHookOptions(kind, options, `hook ${place}`);
      const run = (context: object): unknown => Reflect.apply(fn, owner, [context]);
      setHook(fn, define({ ...data, name: data.name ?? checkName(method, `hook ${place}`) }, { fn, run }));
    };
  };
  return decorator as HookDecorator<G, More>;
}

/** The function twin for hooks of this kind. */
export function hookFactory<G, More>(kind: HookKind): HookFactory<G, More> {
  const twin = `${kind}Hook`;
  const factory = (options: unknown, run: unknown) => {
    const given: unknown = isPlainObject(options) && Object.getOwnPropertyDescriptor(options, 'name')?.value;
    const place = typeof given === 'string' ? `${twin}() named ${describeValue(given)}` : `${twin}()`;
    const data = parseHookOptions(kind, options, place);
    const { name } = data;
    if (name === undefined) throw noName(place);
    if (!isCallable(run)) throw noFunction({ twin, name, given: run });
    checkParameters(run, place);
    return makeTwin({ ...data, name }, run);
  };
  return factory as HookFactory<G, More>;
}

function noName(place: string): InvalidDefinitionError {
  const problem = `Option 'name' of ${place} is missing.`;
  return new InvalidDefinitionError({ code: 'HOOKLINE_BAD_NAME', problem, remedy: NAME_REMEDY });
}

function noFunction({ twin, name, given }: { readonly twin: string; readonly name: string; readonly given: unknown }) {
  const problem = `Parameter 'run' of ${twin}() named '${name}' is ${describeValue(given)}.`;
  return badDecoration(problem, `Give the function of the hook: ${twin}({ name: '${name}' }, (context) => ...).`);
}

function makeTwin(data: HookData & { readonly name: string }, run: Run): HookTwin<never> {
  // A function of its own: the identity of a hook is its function, and one function may serve two twins.
  const fn = (context: never): unknown => run(context);
  const hook = define(data, { fn, run: fn as (context: object) => unknown });
  setHook(fn, hook);
  Object.defineProperty(fn, 'name', { value: data.name });
  return Object.assign(fn, { hookDef: hook });
}

function define(data: HookData & { readonly name: string }, code: Pick<HookDefinition, 'fn' | 'run'>): HookDefinition {
  return Object.freeze({ ...data, ...code });
}

function checkParameters({ length }: { readonly length: number }, place: string): void {
  if (length <= 1) return;
  throw badDecoration(`${place} has ${length} parameters.`, 'A hook takes one parameter, its context.');
}
