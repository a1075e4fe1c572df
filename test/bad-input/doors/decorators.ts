import * as door from 'hookline';
import { type Entry, entry } from '../entry';
import { HOOKS, OBJECT_SCHEMA, RESOURCES, SCHEMA } from '../fixtures';
import {
  COUNT,
  DURATION,
  FLAG,
  type Form,
  FUNCTION,
  form,
  KEYS,
  NAME,
  NATURAL,
  NONEMPTY,
  optional,
  optionals,
  options,
  RECORD,
  TAGS,
  TEXT,
  TIMEOUT,
  WHOLE,
} from '../form';

/** Looked into by name. */
const hookline = { ...door };

export const RETRY_OPTIONS = options(
  optionals({
    maxRetries: NATURAL,
    delay: DURATION,
    backoff: form(() => 'linear'),
    jitter: form(() => 'full'),
  }),
);
// Without delay, backoff and jitter have nothing to change.
const RETRY_POLICY: Form = { ...RETRY_OPTIONS, valid: () => ({ maxRetries: 1, delay: 1 }) };

const SYNCHRONOUS = form(() => () => true, 'function', 'error class');
const ERROR_CLASSES = form(() => [Error], 'empty list');
const HOOK_OPTIONS = optionals({
  name: NAME,
  requiredResourceKeys: KEYS,
  description: TEXT,
  retryPolicy: RETRY_POLICY,
  timeout: TIMEOUT,
  filter: SYNCHRONOUS,
});
const OP_HOOK = { ...HOOK_OPTIONS, ...optionals({ blocking: FLAG }) };
const FAILURE_HOOK = {
  ...OP_HOOK,
  ...optionals({ errors: ERROR_CLASSES, kinds: form(() => ['io'], 'empty list') }),
};

const OPTIONS_OF_KIND: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  start: OP_HOOK,
  success: OP_HOOK,
  failure: FAILURE_HOOK,
  retry: FAILURE_HOOK,
  skip: { ...OP_HOOK, ...optionals({ reasons: form(() => ['absent']) }) },
  cancel: { ...OP_HOOK, ...optionals({ includePending: FLAG }) },
  runStart: HOOK_OPTIONS,
  runSuccess: HOOK_OPTIONS,
  runFailure: { ...HOOK_OPTIONS, ...optionals({ errors: ERROR_CLASSES }) },
  runCancel: HOOK_OPTIONS,
  deadLetter: HOOK_OPTIONS,
};

/** All options of `@Job` and `toJob`. */
export const JOB_OPTIONS = options(
  optionals({
    name: NAME,
    description: TEXT,
    inputs: OBJECT_SCHEMA,
    resources: RESOURCES,
    hooks: HOOKS,
    // What is in it is checked when a run starts: it may name what only definitions() gives.
    config: form(() => ({}), ...RECORD.takes, 'object with an unknown key', 'thrown getter'),
    tags: TAGS,
    retryPolicy: RETRY_POLICY,
    maxConcurrent: COUNT,
    timeout: TIMEOUT,
  }),
);

const OP_OPTIONS = options(
  optionals({
    name: NAME,
    description: TEXT,
    config: SCHEMA,
    ioManagerKey: NONEMPTY,
    requiredResourceKeys: KEYS,
    outs: form(() => ['valid'], 'list of words'),
    dynamic: FLAG,
    retryPolicy: RETRY_POLICY,
    timeout: TIMEOUT,
    priority: WHOLE,
    tags: TAGS,
    hooks: HOOKS,
  }),
);

const GRAPH_OPTIONS = options(optionals({ name: NAME, hooks: HOOKS }));

type Decorate = (...args: readonly unknown[]) => (target: unknown, key: string, descriptor: unknown) => void;

/** A decorator on a method of a new class, as TypeScript calls it. */
function decorator(name: keyof typeof hookline, taken: Form, placement: 'static' | 'instance'): Entry {
  const decorate = hookline[name] as Decorate;
  const call = (given: unknown) => {
    class Decorated {
      method(): void {}
      static method(): void {}
    }
    const target = placement === 'static' ? Decorated : Decorated.prototype;
    decorate(given)(target, 'method', Object.getOwnPropertyDescriptor(target, 'method'));
  };
  return { name: `@${name}`, of: name, parameters: { options: optional(taken) }, call, place: /'Decorated\.method'|@/ };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hookDecorator(kind: string): Entry {
  return decorator(`${capitalized(kind)}Hook` as keyof typeof hookline, options(OPTIONS_OF_KIND[kind] ?? {}), 'static');
}

function hookFactory(kind: string): Entry {
  const name = `${kind}Hook` as keyof typeof hookline;
  const taken = options({ ...OPTIONS_OF_KIND[kind], name: NAME });
  return entry(name, { options: taken, run: FUNCTION }, hookline[name]);
}

const KEY = form(() => 'db', 'word', 'sentence', 'long text');

export const DECORATORS: readonly Entry[] = [
  decorator('Op', OP_OPTIONS, 'instance'),
  decorator('Graph', GRAPH_OPTIONS, 'instance'),
  decorator('Job', JOB_OPTIONS, 'instance'),
  ...Object.keys(OPTIONS_OF_KIND).map(hookDecorator),
  ...Object.keys(OPTIONS_OF_KIND).map(hookFactory),
  { name: '@Inject', of: 'Inject', parameters: { key: KEY }, call: hookline.Inject as Entry['call'] },
  {
    name: 'resourceKey()',
    of: 'resourceKey',
    parameters: { key: NONEMPTY },
    call: (key) => hookline.resourceKey()(key as string),
  },
  entry('retryPolicy', { options: optional(RETRY_OPTIONS) }, hookline.retryPolicy),
];
