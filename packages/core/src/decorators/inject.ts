import type { Class } from '../definition/op-definition';
import { wrongDefinitionArgument } from '../definition/wrong-definition-argument';
import type { InvalidDefinitionError } from '../errors/definition-errors';
import { addInjectedKey } from '../metadata/injected-keys';
import { RESERVED_NAME } from '../util/check-name';
import { isPlainObject } from '../util/plain-object';
import type { WiringError } from '../wiring/wiring-error';
import { badDecoration } from './decorated-method';

declare const type: unique symbol;

/** A resource key that knows the type of its resource; made by {@link resourceKey}. */
export interface ResourceKey<K extends string, out T> {
  readonly key: K;
  readonly [type]?: T;
}

/** Any class. `any`: constructors take all kinds of arguments. */
// biome-ignore lint/suspicious/noExplicitAny: top type of a constructor
type AnyClass = abstract new (...args: any[]) => unknown;

/** A decorator of a constructor parameter whose type is checked. */
export type TypedInjection<T> = <C extends AnyClass, I extends number>(
  target: C,
  property: undefined,
  index: I &
    ([T] extends [ConstructorParameters<C>[I]]
      ? unknown
      : WiringError<'The resource has another type than the parameter.', T>),
) => void;

/** A decorator of a constructor parameter. */
export type Injection = (target: object, property: string | symbol | undefined, index: number) => void;

/**
 * A key for {@link Inject} that knows the type of its resource.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_ARGUMENT`) for something that is no key
 * @example const db = resourceKey<Db>()('db');
 */
export function resourceKey<T>(): <K extends string>(key: K) => ResourceKey<K, T> {
  return (key) => {
    if (!isKey(key)) throw badKey('resourceKey()()', key);
    return Object.freeze({ key });
  };
}

/** The part of reflect-metadata that tsyringe reads tokens with. */
interface MetadataReflection {
  getOwnMetadata?(name: string, target: object): unknown;
  defineMetadata?(name: string, value: unknown, target: object): void;
}

/** Where tsyringe keeps the tokens of constructor parameters, index → token (its own `@inject` writes the same). */
const TOKENS_OF_TSYRINGE = 'injectionTokens';

/**
 * Gives a resource to a parameter of the constructor of an op class; the class also needs `@injectable()`. Every op of
 * the class then requires the resource. A typed key checks the type of the parameter.
 * @throws InvalidDefinitionError where it cannot stand, or for anything but a key
 * @example
 * @injectable()
 * class Etl { constructor(@Inject('db') private readonly db: Db) {} }
 */
export function Inject<K extends string, T>(key: ResourceKey<K, T>): TypedInjection<T>;
export function Inject(key: string): Injection;
export function Inject(given: unknown): Injection {
  const key = typeof given === 'string' ? given : keyOf(given);
  if (!isKey(key)) throw badKey('@Inject()', given);
  return (target, property, index) => {
    if (typeof target !== 'function' || property !== undefined || typeof index !== 'number') throw notOnParameter(key);
    addInjectedKey(target as Class, index, key);
    addToken(target, index, key);
  };
}

function isKey(key: unknown): key is string {
  return typeof key === 'string' && key !== '' && key !== RESERVED_NAME;
}

function keyOf(given: unknown): unknown {
  return isPlainObject(given) ? given['key'] : undefined;
}

function addToken(target: object, index: number, key: string): void {
  const reflect = Reflect as MetadataReflection;
  if (!reflect.getOwnMetadata || !reflect.defineMetadata) throw noReflection(key);
  const tokens = reflect.getOwnMetadata(TOKENS_OF_TSYRINGE, target) ?? {};
  reflect.defineMetadata(TOKENS_OF_TSYRINGE, { ...tokens, [index]: { token: key, multiple: false } }, target);
}

function badKey(of: string, given: unknown): InvalidDefinitionError {
  const remedy = "Give a resource key: @Inject('db'), or a typed one: @Inject(resourceKey<Db>()('db')).";
  return wrongDefinitionArgument({ parameter: 'key', of, given, remedy });
}

function notOnParameter(key: string): InvalidDefinitionError {
  const remedy = 'Write constructor(@Inject(...) private readonly db: Db) {}.';
  return badDecoration(`@Inject('${key}') does not stand on a parameter of a constructor.`, remedy);
}

function noReflection(key: string): InvalidDefinitionError {
  return badDecoration(`@Inject('${key}') needs reflect-metadata.`, "Import 'hookline' or 'reflect-metadata' first.");
}
