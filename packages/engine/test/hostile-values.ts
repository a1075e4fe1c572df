import { runInNewContext } from 'node:vm';

/** What user code may throw, and whether hooks and callers get it as it is. */
export interface HostileValue {
  readonly name: string;
  /** Made once: its identity is looked at. */
  readonly thrown: unknown;
  /** It is no error that can be told of, so it comes as the cause of NonErrorThrown. */
  readonly wrapped: boolean;
  /** In the text of a line that tells of it. */
  readonly words: string;
}

const refuse = (): never => {
  throw new Error('a trap of a proxy');
};

const TRAPS: ProxyHandler<object> = Object.fromEntries(
  Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuse]),
);

/** A proxy that refuses everything. */
export function createThrowingProxy(target: object = {}): object {
  return new Proxy(target, TRAPS);
}

function createRevokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function withThrowing(property: string): Error {
  const error = new Error('readable');
  return Object.defineProperty(error, property, {
    get: () => {
      throw new Error(`the getter of ${property}`);
    },
  });
}

function selfCaused(): Error {
  const error = new Error('its own cause');
  error.cause = error;
  return error;
}

function causedDeeply(): Error {
  let error = new Error('cause 0');
  for (let depth = 1; depth <= 10_000; depth += 1) error = new Error(`cause ${depth}`, { cause: error });
  return error;
}

class Thrown extends Map {}

const AS_IT_IS = (name: string, thrown: unknown, words: string): HostileValue => ({
  name,
  thrown,
  words,
  wrapped: false,
});
const WRAPPED = (name: string, thrown: unknown, words: string): HostileValue => ({
  name,
  thrown,
  words,
  wrapped: true,
});
const UNREADABLE = 'threw an Error that throws when its message, name, code or cause is read.';

/** Everything that can be thrown and is not a plain error. */
export const HOSTILE_VALUES: readonly HostileValue[] = [
  WRAPPED('a string', 'oops', "threw the string 'oops', which is not an Error."),
  WRAPPED('null', null, 'threw null, which'),
  WRAPPED('undefined', undefined, 'threw undefined, which'),
  WRAPPED('a number', Number.NaN, 'threw NaN, which'),
  WRAPPED('a bigint', 10n, 'threw 10n, which'),
  WRAPPED('a symbol', Symbol('oops'), 'threw Symbol(oops), which'),
  WRAPPED('a frozen object', Object.freeze({ a: 1 }), 'threw an object, which'),
  WRAPPED('an object that can say nothing', Object.create(null), 'threw an object, which'),
  WRAPPED('a function', function load() {}, 'threw function load, which'),
  WRAPPED('a class', Thrown, 'threw class Thrown, which'),
  WRAPPED('a proxy whose traps throw', createThrowingProxy(), 'threw an object that cannot be read, which'),
  WRAPPED('a revoked proxy', createRevokedProxy(), 'threw an object that cannot be read, which'),
  WRAPPED('a throwing proxy of an error', createThrowingProxy(new Error('inside')), 'threw an object that cannot be'),
  WRAPPED('an error whose message throws', withThrowing('message'), UNREADABLE),
  WRAPPED('an error whose name throws', withThrowing('name'), UNREADABLE),
  WRAPPED('an error whose cause throws', withThrowing('cause'), UNREADABLE),
  WRAPPED('an error whose code throws', withThrowing('code'), UNREADABLE),
  AS_IT_IS('an error whose stack throws', withThrowing('stack'), 'readable'),
  AS_IT_IS('a frozen error', Object.freeze(new Error('frozen')), 'frozen'),
  AS_IT_IS('an error that is its own cause', selfCaused(), 'its own cause'),
  AS_IT_IS('an error with a chain of 10,000 causes', causedDeeply(), 'cause 10000'),
  AS_IT_IS('an AggregateError', new AggregateError([new Error('one'), 'two', null]), 'one; two; null'),
  AS_IT_IS('an error of another realm', runInNewContext("new TypeError('elsewhere')"), 'elsewhere'),
  AS_IT_IS('an error whose message is a symbol', Object.assign(new Error(), { message: Symbol('m') }), 'Symbol(m)'),
  AS_IT_IS('an error without a message', Object.assign(new Error(), { code: 'ECONNRESET' }), 'ECONNRESET'),
  AS_IT_IS('an error with a message of 10 MB', new Error(`huge ${'x'.repeat(10 * 1024 * 1024)}`), 'huge xxx'),
  AS_IT_IS('what poses as a Failure', posing('HOOKLINE_FAILURE', ['metadata', 'allowRetries']), 'posing'),
  AS_IT_IS('what poses as a RetryRequested', posing('HOOKLINE_RETRY_REQUESTED', ['maxRetries', 'delay']), 'posing'),
];

function posing(code: string, getters: readonly string[]): Error {
  const error = Object.assign(new Error('posing'), { code });
  for (const getter of getters) Object.defineProperty(error, getter, { get: refuse });
  return error;
}
