import * as hookline from 'hookline';
import { z } from 'zod';
import { type Entry, entry } from '../entry';
import { CLASS, Etl, GRAPH, HOOKS, JOB, METHOD, RESOURCES, SCHEMA } from '../fixtures';
import {
  ANYTHING,
  DURATION,
  FLAG,
  FUNCTION,
  form,
  NAME,
  NATURAL,
  NONEMPTY,
  optional,
  optionals,
  options,
  TEXT,
  TIMEOUT,
} from '../form';
import { KINDS } from '../values';
import { JOB_OPTIONS } from './decorators';

/** Everything but what is never meant as a resource: nothing, a promise. */
const RESOURCE_VALUE = form(() => ({ query: () => [] }), ...KINDS.filter((kind) => kind !== 'undefined'));
const METADATA = form(() => ({ rows: 1 }), 'empty object', 'object without prototype', 'object with an unknown key');
const LOGGERS = form(
  () => ({ mine: hookline.defineLogger({ create: () => console }) }),
  'empty object',
  'object without prototype',
);
const JOB_NAME = form(() => 'nightly');

const configured = (config: unknown) =>
  hookline.defineResource({ config: z.object({ token: z.string() }), create: () => 1 }).configured(config as never);

export const DEFINITIONS: readonly Entry[] = [
  entry(
    'defineResource',
    {
      options: options({
        ...optionals({ description: TEXT, config: SCHEMA, requires: RESOURCES, timeout: TIMEOUT, dispose: FUNCTION }),
        create: FUNCTION,
      }),
    },
    hookline.defineResource,
  ),
  {
    name: 'defineResource().configured',
    of: 'defineResource',
    // What is in it is checked with all other config when a run starts.
    parameters: {
      config: form(
        () => ({ token: 't' }),
        'empty object',
        'object without prototype',
        'object with an unknown key',
        'thrown getter',
      ),
    },
    call: configured,
    place: /configured\(\)/,
  },
  entry('hardcodedResource', { value: RESOURCE_VALUE, description: optional(TEXT) }, hookline.hardcodedResource),
  entry('mockResource', { value: RESOURCE_VALUE }, hookline.mockResource),
  entry('defineLogger', { options: options({ config: optional(SCHEMA), create: FUNCTION }) }, hookline.defineLogger),
  entry(
    'defineConfig',
    {
      options: options({
        definitions: NONEMPTY,
        ...optionals({ name: NAME, storage: form(() => 'sqlite:.hookline/hookline.db') }),
      }),
    },
    hookline.defineConfig,
  ),
  entry('env', { name: NONEMPTY }, hookline.env),
  entry('secret', { schema: SCHEMA }, hookline.secret),
  entry(
    'outs',
    // What a getter of the user throws is the error of the op.
    {
      values: form(
        () => ({ a: 1 }),
        'empty object',
        'object without prototype',
        'object with an unknown key',
        'thrown getter',
      ),
    },
    hookline.outs,
  ),
  entry('dynamic', { entries: form(() => [['a', 1]], 'empty list', 'Map') }, hookline.dynamic),
  entry(
    'Failure',
    {
      options: optional(
        options(optionals({ description: TEXT, metadata: METADATA, allowRetries: FLAG, cause: ANYTHING })),
      ),
    },
    (given: never) => new hookline.Failure(given),
  ),
  entry(
    'RetryRequested',
    { options: optional(options(optionals({ maxRetries: NATURAL, delay: DURATION, cause: ANYTHING }))) },
    (given: never) => new hookline.RetryRequested(given),
  ),
  entry('isError', { error: ANYTHING, errorClass: form(() => TypeError, 'error class') }, hookline.isError),
  entry('defineJob', { owner: CLASS, method: METHOD }, hookline.defineJob),
  {
    ...entry('toJob', { owner: CLASS, graph: GRAPH, options: optional(JOB_OPTIONS) }, hookline.toJob),
    place: /toJob|job 'Etl\.flow'/,
  },
  entry('use', { owner: form(() => Etl, 'class', 'error class', 'generator') }, useInBody),
  entry(
    'definitions',
    {
      options: options({
        jobs: form(() => [Etl], 'empty list'),
        ...optionals({ resources: RESOURCES, hooks: HOOKS, loggers: LOGGERS }),
      }),
    },
    hookline.definitions,
  ),
  {
    name: 'definitions().job',
    of: 'definitions',
    parameters: { name: JOB_NAME },
    call: (name) => hookline.definitions({ jobs: [Etl] }).job(name as string),
    place: /definitions/,
  },
  {
    name: 'definitions().job (of a class)',
    of: 'definitions',
    parameters: { method: METHOD },
    call: (method) => hookline.definitions({ jobs: [Etl] }).job(Etl, method as 'nightly'),
    place: /definitions/,
  },
  entry('runConfigSchema', { job: JOB }, hookline.runConfigSchema),
  entry('scaffoldRunConfig', { job: JOB }, hookline.scaffoldRunConfig),
];

/** In the body of a job, where alone it may stand. */
function useInBody(owner: never): unknown {
  class Body {
    method(): void {
      hookline.use(owner);
    }
  }
  hookline.Job()(
    Body.prototype as never,
    'method' as never,
    Object.getOwnPropertyDescriptor(Body.prototype, 'method') as never,
  );
  return hookline.defineJob(Body, 'method' as never);
}
