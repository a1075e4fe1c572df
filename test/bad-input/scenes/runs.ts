import { parseRunConfig, reduceRun } from '@hookline/core/spi';
import { initialRunState } from '@hookline/core/state';
import { createExecutor, type EnginePorts, memorySink, systemClock } from '@hookline/engine';
import {
  type Dynamic,
  defineLogger,
  defineResource,
  definitions,
  dynamic,
  executeInProcess,
  Failure,
  loadRunConfig,
  Op,
  type OpContext,
  outs,
  RetryRequested,
  successHook,
} from 'hookline';
import { fakeClock } from 'hookline/testing';
import { z } from 'zod';
import { errorOfRun, jobOf, QUIET, type Scene } from './scene';

/** A job of one op that does this. */
function jobThat(op: (context: OpContext) => unknown, options: object = {}, ofJob: object = {}) {
  class Ops {
    load(context: OpContext): unknown {
      return op(context);
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Ops.prototype, 'load');
  (Op(options) as (...decoration: readonly unknown[]) => void)(Ops.prototype, 'load', descriptor);
  return jobOf(Ops, (self) => (self.load as () => unknown)(), ofJob);
}

const scene = (
  title: string,
  op: (context: OpContext) => unknown,
  options: object = {},
  ofJob: object = {},
): Scene => ({
  title,
  run: () => errorOfRun(jobThat(op, options, ofJob)),
});

/** A run on a fake clock that is moved on until it ends. */
async function later(job: ReturnType<typeof jobThat>, options: object = {}): Promise<unknown> {
  const clock = fakeClock();
  const running = errorOfRun(job, { ...options, clock });
  const [error] = await Promise.all([running, clock.advance('10m')]);
  return error;
}

const never = () => new Promise<never>(() => undefined);

const PORTS: EnginePorts = {
  clock: systemClock,
  sink: memorySink,
  storeGrace: 0,
  random: Math.random,
  newRunId: () => 'run-1',
  env: () => undefined,
  consoleLogger: () => ({ debug: none, info: none, warn: none, error: none }),
};

function none(): void {}

/** Tells the engine that the process has nothing left to do. */
let tellIdle: () => void = none;

function watchIdle(stalled: () => void): () => void {
  tellIdle = stalled;
  return none;
}

/** An op that never ends, in a process that does nothing else; told by itself, for a busy machine may take its time to call it. */
function stuck(): Promise<never> {
  setImmediate(() => tellIdle());
  return never();
}

const fine = () => 1;
const boom = () => {
  throw new Error('disk full');
};
const withPorts = (title: string, ports: Partial<EnginePorts>, op: () => unknown = fine): Scene => ({
  title,
  run: () => createExecutor({ ...PORTS, ...ports })(jobThat(op)),
});

const config = { config: z.object({ table: z.string(), rows: z.number() }) };
const selecting = (...opSelection: readonly string[]) =>
  executeInProcess(jobThat(fine), { runConfig: QUIET, opSelection });

export const RUN_SCENES: readonly Scene[] = [
  scene('an op with outs that returns none', fine, { outs: ['valid'] }),
  scene('an output that is not declared', () => outs({ invalid: 1 }), { outs: ['valid'] }),
  scene('an output that is left out', () => outs({}), { outs: ['valid'] }),
  scene('outs that the op does not declare', () => outs({ valid: 1 })),
  scene('a dynamic op that returns no dynamic', fine, { dynamic: true }),
  scene('dynamic of an op that is not', (): Dynamic<number> => dynamic([])),
  scene('a map key of other characters', () => dynamic([['a b', 1]]), { dynamic: true }),
  scene(
    'a map key twice',
    () =>
      dynamic([
        ['a', 1],
        ['a', 2],
      ]),
    { dynamic: true },
  ),
  scene('a text that is thrown', () => {
    throw 'no rows'; // eslint-disable-line @typescript-eslint/only-throw-error
  }),
  scene('a resource that the op does not declare', ({ resources }) => (resources as { db?: unknown }).db),
  scene('Failure', () => {
    throw new Failure();
  }),
  scene('RetryRequested, when no retry is left', () => {
    throw new RetryRequested({ maxRetries: 0 });
  }),
  { title: 'an op that does not end', run: () => later(jobThat(never, { timeout: '1m' })) },
  {
    title: 'a logger that does not open',
    run: () => {
      const job = jobThat(fine);
      const loggers = { slow: defineLogger({ create: never }) };
      const bound = definitions({ jobs: [job], loggers }).job('nightly');
      return later(bound, { runConfig: { loggers: { slow: {} } } });
    },
  },
  { title: 'a run that does not end', run: () => later(jobThat(never, {}, { timeout: '1m' })) },
  {
    title: 'a hook that does not end',
    run: () => later(jobThat(fine, {}, { hooks: [successHook({ name: 'notify' }, never)] })),
  },
  {
    title: 'a resource that does not open',
    run: () =>
      later(jobThat(fine, { requiredResourceKeys: ['db'] }, { resources: { db: defineResource({ create: never }) } })),
  },
  {
    title: 'a run that is cancelled',
    run: () => errorOfRun(jobThat(never), { signal: AbortSignal.abort('enough'), gracePeriod: 0 }),
  },
  withPorts('a store that does not answer', { sink: { commit: async () => boom() } }),
  {
    title: 'an output that cannot be stored',
    run: () =>
      executeInProcess(jobThat(fine, { ioManagerKey: 'disk' }), {
        resources: { disk: { storeOutput: boom, loadInput: none } },
      }),
  },
  withPorts('nothing left to do', { watchIdle }, stuck),
  {
    title: 'a resource that nobody gives',
    run: () => executeInProcess(jobThat(fine, { requiredResourceKeys: ['db'] })),
  },
  {
    title: 'a misspelt mock',
    run: () => executeInProcess(jobThat(fine, { requiredResourceKeys: ['slack'] }), { resources: { slcak: 1 } }),
  },
  { title: 'a mock that is undefined', run: () => executeInProcess(jobThat(fine), { resources: { db: undefined } }) },
  {
    title: 'config that does not fit',
    run: () =>
      executeInProcess(jobThat(fine, config), {
        runConfig: { ops: { load: { config: { tabel: 'a', rows: 'many' } }, laod: {} } },
      }),
  },
  {
    title: 'config of a file',
    run: () =>
      executeInProcess(jobThat(fine, config), {
        runConfig: parseRunConfig(
          'ops:\n  load:\n    config:\n      table: { env: TABLE }\n      rows: many\n',
          'prod.yaml',
        ),
      }),
  },
  { title: 'a file that is no YAML', run: () => parseRunConfig('ops:\n\tload: {}\n', 'prod.yaml') },
  { title: 'a file that is no mapping', run: () => parseRunConfig('- load\n', 'prod.yaml') },
  { title: 'a file that there is not', run: () => loadRunConfig('config/no-such-folder/prod.yaml') },
  { title: 'a folder instead of a file', run: () => loadRunConfig('.') },
  { title: 'a selection of nothing', run: () => selecting() },
  { title: 'a selection of an unknown step', run: () => selecting('laod') },
  { title: 'a selector that is none', run: () => selecting('load[a]') },
  {
    title: 'a step that the run did not have',
    run: async () => (await executeInProcess(jobThat(fine), { runConfig: QUIET, runId: 'run-1' })).outputFor('laod'),
  },
  {
    title: 'an output that a step does not have',
    run: async () => (await executeInProcess(jobThat(fine), { runConfig: QUIET })).outputFor('load', 'rows'),
  },
  {
    title: 'an event out of order',
    run: () =>
      reduceRun(initialRunState({ runId: 'run-1', jobName: 'nightly' }), {
        type: 'run.started',
        runId: 'run-1',
        seq: 2,
        at: 0,
      }),
  },
];
