import {
  cancelHook,
  type Dynamic,
  defineLogger,
  defineResource,
  definitions,
  dynamic,
  failureHook,
  Graph,
  NonErrorThrown,
  Op,
  type OpContext,
  type Outs,
  outs,
  retryHook,
  retryPolicy,
  runCancelHook,
  runFailureHook,
  runStartHook,
  runSuccessHook,
  skipHook,
  startHook,
  successHook,
  toJob,
  type Wired,
} from '@hookline/core';
import type { HookEvent, HookFunction, JobDefinition, RunEvent } from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import { z } from 'zod';
import { memorySink, type Result } from '../src/index';
import { createTestExecutor } from './engine';
import { HOSTILE_VALUES, type HostileValue } from './hostile-values';

/** What is thrown in the current test. */
let thrown: unknown;
const fling = (): never => {
  throw thrown;
};
const flingLater = async (): Promise<never> => {
  await Promise.resolve();
  throw thrown;
};

/** Hooks that were told, in order. */
let told: string[] = [];
const tell = (name: string) => () => void told.push(name);

const WITNESSES = [
  failureHook({ name: 'sawFailure' }, tell('failure')),
  runFailureHook({ name: 'sawRunFailure' }, tell('runFailure')),
  runSuccessHook({ name: 'sawRunSuccess' }, tell('runSuccess')),
];

class HostileClass extends Error {
  static override [Symbol.hasInstance](): boolean {
    return fling();
  }
}

const opening = defineResource({ create: fling });
const openingLater = defineResource({ create: flingLater });
const closing = defineResource({ create: () => 1, dispose: fling });
const closingLater = defineResource({ create: () => 1, dispose: flingLater });

function* entries(): Generator<readonly [string, number]> {
  yield ['one', 1];
  fling();
}

class Constructed {
  constructor() {
    fling();
  }
  @Op() work(): void {
    tell('never')();
  }
  @Graph() constructing(this: Wired<Constructed>) {
    this.work();
  }
}

class Ops {
  @Op() sync(): void {
    fling();
  }
  @Op() later(): Promise<void> {
    return flingLater();
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) }) twice(): void {
    fling();
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) }) plain(): void {
    throw new Error('plain');
  }
  @Op() fine(): number {
    return 1;
  }
  @Op({ requiredResourceKeys: ['db'] }) needs(): void {
    tell('opened')();
  }
  @Op({ outs: ['gone?'] }) absent(): Outs<{ gone?: number }> {
    return outs({});
  }
  @Op() take(n: number): number {
    return n;
  }
  @Op({ dynamic: true }) items(): Dynamic<number> {
    return dynamic(entries());
  }
  @Op({ dynamic: true }) keys(): Dynamic<number> {
    return dynamic([[thrown as string, 1]]);
  }
  @Op() deaf({ signal }: OpContext): Promise<void> {
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  }
  @Graph() throwing(this: Wired<Ops>) {
    this.sync();
  }
  @Graph() rejecting(this: Wired<Ops>) {
    this.later();
  }
  @Graph() retried(this: Wired<Ops>) {
    this.twice();
  }
  @Graph() failing(this: Wired<Ops>) {
    this.plain();
  }
  @Graph() succeeding(this: Wired<Ops>) {
    this.fine();
  }
  @Op({ ioManagerKey: 'disk' }) kept(): number {
    return 1;
  }
  @Graph() managed(this: Wired<Ops>) {
    this.kept();
  }
  @Graph() needing(this: Wired<Ops>) {
    this.needs();
  }
  @Graph() skipping(this: Wired<Ops>) {
    this.take(this.absent().gone);
  }
  @Graph() emitting(this: Wired<Ops>) {
    this.items();
  }
  @Graph() keying(this: Wired<Ops>) {
    this.keys();
  }
  @Graph() waiting(this: Wired<Ops>) {
    this.deaf();
  }
}

/** Lines that a logger got. */
let lines: string[] = [];
const record = (message: string) => void lines.push(message);
const recorder = { debug: record, info: record, warn: record, error: record };
const execute = createTestExecutor({ consoleLogger: () => recorder });

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);

beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));
beforeEach(() => {
  told = [];
  lines = [];
});
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled.splice(0)).toEqual([]);
});

/** The error is the one that was thrown, or ours with it as cause, which says where. */
function expectReadable(error: Error | undefined, value: HostileValue, place: string): void {
  if (!value.wrapped) return expect(error === value.thrown).toBe(true);
  expect(error).toBeInstanceOf(NonErrorThrown);
  expect(error?.message).toContain(`${place} ${value.words}`);
  expect(Object.is(error?.cause, value.thrown)).toBe(true);
}

function warningsOf({ events }: Result): readonly string[] {
  return events.flatMap((event) => (event.type === 'log' && event.level === 'warn' ? [event.message] : []));
}

function failuresOf({ hookEvents }: Result): readonly Extract<HookEvent, { type: 'hook.failed' }>[] {
  return hookEvents.filter((event) => event.type === 'hook.failed');
}

type Slot = readonly [what: string, graph: string, place: string];

describe.each<Slot>([
  ['an op', 'throwing', "Step 'sync'"],
  ['an async op', 'rejecting', "Step 'later'"],
  ['an op that is retried', 'retried', "Step 'twice'"],
  ['the entries of a dynamic op', 'emitting', "Step 'items'"],
])('what %s throws', (_, graph, place) => {
  const job = toJob(Ops, graph as 'throwing', { hooks: WITNESSES });

  it.each(HOSTILE_VALUES)('fails its step and its run, and fires their hooks: $name', async (value) => {
    ({ thrown } = value);
    const result = await execute(job, { raiseOnError: false });
    const [step] = Object.values(result.steps);
    expect([result.status, step?.status, step?.failureKind]).toEqual(['failure', 'failure', 'exception']);
    expectReadable(result.error, value, place);
    expectReadable(step?.error, value, place);
    expect(told).toEqual(['failure', 'runFailure']);
    expect(() => result.outputFor(Object.keys(result.steps)[0] as string)).toThrow('the step failed: ');
  });
});

it.each(HOSTILE_VALUES)('the constructor of an op class that throws fails its step: $name', async (value) => {
  ({ thrown } = value);
  const result = await execute(toJob(Constructed, 'constructing', { hooks: WITNESSES }), { raiseOnError: false });
  expect(result.steps['work']?.status).toBe('failure');
  expectReadable(result.error, value, "Step 'work'");
  expect(told).toEqual(['failure', 'runFailure']);
});

it.each(HOSTILE_VALUES)('with raiseOnError it is thrown after the hooks, with its result: $name', async (value) => {
  ({ thrown } = value);
  const error: unknown = await execute(toJob(Ops, 'throwing', { hooks: WITNESSES })).catch((caught: unknown) => caught);
  expectReadable(error as Error, value, "Step 'sync'");
  expect(told).toEqual(['failure', 'runFailure']);
});

it.each(HOSTILE_VALUES.filter(({ thrown: key }) => typeof key !== 'string'))(
  'a key of a dynamic op that is no key fails the step: $name',
  async (value) => {
    ({ thrown } = value);
    const { steps, error } = await execute(toJob(Ops, 'keying', {}), { raiseOnError: false });
    expect(steps['keys']?.failureKind).toBe('framework');
    expect(error?.message).toMatch(/^Step 'keys' emitted the key .+\. Give a text of letters/);
  },
);

type HookSlot = readonly [what: string, graph: string, hook: HookFunction];
const HOOK_SLOTS: readonly HookSlot[] = [
  ['start', 'succeeding', startHook({ name: 'hostile' }, fling)],
  ['blocking start', 'succeeding', startHook({ name: 'hostile', blocking: true }, flingLater)],
  ['success', 'succeeding', successHook({ name: 'hostile' }, flingLater)],
  ['blocking success', 'succeeding', successHook({ name: 'hostile', blocking: true }, fling)],
  ['retried success', 'succeeding', successHook({ name: 'hostile', retryPolicy: { maxRetries: 1, delay: 0 } }, fling)],
  ['failure', 'failing', failureHook({ name: 'hostile' }, fling)],
  ['retry', 'failing', retryHook({ name: 'hostile' }, flingLater)],
  ['skip', 'skipping', skipHook({ name: 'hostile' }, fling)],
  ['run start', 'succeeding', runStartHook({ name: 'hostile' }, fling)],
  ['run success', 'succeeding', runSuccessHook({ name: 'hostile' }, flingLater)],
  ['run failure', 'failing', runFailureHook({ name: 'hostile' }, fling)],
];

describe.each(HOOK_SLOTS)('what a %s hook throws', (_, graph, hook) => {
  const job = toJob(Ops, graph as 'succeeding', { hooks: [hook, ...WITNESSES] });

  it.each(HOSTILE_VALUES)('changes nothing, is recorded and logged, and the others fire: $name', async (value) => {
    ({ thrown } = value);
    const result = await execute(job, { raiseOnError: false });
    expect(result.status).toBe(graph === 'failing' ? 'failure' : 'success');
    expect(told).toEqual(graph === 'failing' ? ['failure', 'runFailure'] : ['runSuccess']);
    const failures = failuresOf(result);
    expect(failures.length).toBeGreaterThan(0);
    for (const { error } of failures) expectReadable(error, value, "Hook 'hostile'");
    const told1 = lines.filter((line) => line.startsWith("Hook 'hostile' failed: ") && line.includes(value.words));
    expect(told1).toHaveLength(failures.length);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(60_000);
  });
});

it.each(HOSTILE_VALUES)('what cancel hooks throw changes nothing: $name', async (value) => {
  ({ thrown } = value);
  const hooks = [
    cancelHook({ name: 'hostile' }, fling),
    runCancelHook({ name: 'hostile2' }, flingLater),
    runCancelHook({ name: 'sawCancel' }, tell('runCancel')),
  ];
  const controller = new AbortController();
  const onEvent = ({ type }: RunEvent) => type === 'step.started' && setImmediate(() => controller.abort());
  const options = { signal: controller.signal, onEvent, raiseOnError: false };
  const result = await execute(toJob(Ops, 'waiting', { hooks }), options);
  expect([result.status, told]).toEqual(['cancelled', ['runCancel']]);
  expect(failuresOf(result)).toHaveLength(2);
  for (const { error, hookName } of failuresOf(result)) expectReadable(error, value, `Hook '${hookName}'`);
});

it.each(HOSTILE_VALUES)('a signal that is aborted with it cancels the run: $name', async (value) => {
  const controller = new AbortController();
  const onEvent = ({ type }: RunEvent) => type === 'step.started' && setImmediate(() => controller.abort(value.thrown));
  const options = { signal: controller.signal, onEvent, raiseOnError: false };
  const { status, error, steps } = await execute(toJob(Ops, 'waiting', {}), options);
  expect([status, steps['deaf']?.status]).toEqual(['cancelled', 'cancelled']);
  const isReason = !value.wrapped || value.thrown === undefined;
  expect(Object.is(isReason ? error : error?.cause, controller.signal.reason)).toBe(true);
});

describe.each([
  ['filter', failureHook({ name: 'asked', filter: fling }, tell('asked')), /^The filter of hook 'asked' threw, so /],
  [
    'errors',
    failureHook({ name: 'asked', errors: [HostileClass] }, tell('asked')),
    /^The errors of hook 'asked' cannot/,
  ],
])('a hook whose %s throw', (_, hook, warning) => {
  it.each(HOSTILE_VALUES)('fires, with a warning: $name', async (value) => {
    ({ thrown } = value);
    const result = await execute(toJob(Ops, 'failing', { hooks: [hook, ...WITNESSES] }), { raiseOnError: false });
    expect(told).toEqual(['asked', 'failure', 'runFailure']);
    expect(warningsOf(result)).toEqual([expect.stringMatching(warning)]);
    expect(warningsOf(result)[0]).toContain(value.words);
  });
});

describe.each([
  ['create', opening],
  ['async create', openingLater],
])('what %s of a resource throws', (_, db) => {
  it.each(HOSTILE_VALUES)('fails the run whose ops need it: $name', async (value) => {
    ({ thrown } = value);
    const job = toJob(Ops, 'needing', { resources: { db }, hooks: WITNESSES });
    const { status, steps, error, events } = await execute(job, { raiseOnError: false });
    expect([status, steps['needs']?.skipReason, told]).toEqual(['failure', 'run', ['runFailure']]);
    expectReadable(error, value, "create of resource 'db'");
    expect(events).toContainEqual(expect.objectContaining({ type: 'resource.failed', key: 'db', phase: 'open' }));
    expect(lines.join()).toContain(value.words);
  });

  it.each(HOSTILE_VALUES)('fails only the attempt of a hook that needs it: $name', async (value) => {
    ({ thrown } = value);
    const needy = successHook({ name: 'needy', requiredResourceKeys: ['db'] }, tell('needy'));
    const job = toJob(Ops, 'succeeding', { resources: { db }, hooks: [needy, ...WITNESSES] });
    const result = await execute(job);
    expect(told).toEqual(['runSuccess']);
    expectReadable(failuresOf(result)[0]?.error, value, "create of resource 'db'");
  });
});

describe.each([
  ['dispose', closing],
  ['async dispose', closingLater],
])('what %s of a resource throws', (_, db) => {
  it.each(HOSTILE_VALUES)('is recorded, and the run succeeds: $name', async (value) => {
    ({ thrown } = value);
    const { status, events } = await execute(toJob(Ops, 'needing', { resources: { db }, hooks: WITNESSES }));
    expect([status, told]).toEqual(['success', ['opened', 'runSuccess']]);
    const failed = events.find(({ type }) => type === 'resource.failed');
    expectReadable((failed as { error?: Error }).error, value, "dispose of resource 'db'");
    expect(lines.join()).toContain(value.words);
  });
});

describe.each<readonly [string, () => unknown]>([
  ['throw', fling],
  ['reject', flingLater],
])('listeners and loggers that %s', (_, act) => {
  it.each(HOSTILE_VALUES)('change nothing, and are complained of once: $name', async (value) => {
    ({ thrown } = value);
    const result = await execute(toJob(Ops, 'succeeding', { hooks: WITNESSES }), { onEvent: act });
    expect([result.status, told]).toEqual(['success', ['runSuccess']]);
    const [first, ...more] = lines.filter((line) => line.startsWith('onEvent threw, and'));
    if (act === fling) expect([first?.includes(value.words), more]).toEqual([true, []]);
  });

  it.each(HOSTILE_VALUES)('do not keep lines from other loggers: $name', async (value) => {
    ({ thrown } = value);
    const write: () => void = act;
    const broken = defineLogger({ create: () => ({ debug: write, info: write, warn: write, error: write }) });
    const job = definitions({
      jobs: [toJob(Ops, 'succeeding', { hooks: [successHook({ name: 'hostile' }, fling)] })],
      loggers: { broken, recording: defineLogger({ create: () => recorder }) },
    }).job('succeeding');
    await execute(job, { runConfig: { loggers: { broken: {}, recording: {} } } });
    expect(lines).toContainEqual(expect.stringMatching(/^Hook 'hostile' failed: /));
  });

  it.each(HOSTILE_VALUES)('keep the run from beginning where their create does it: $name', async (value) => {
    ({ thrown } = value);
    const job = definitions({
      jobs: [toJob(Ops, 'succeeding', {})],
      loggers: { broken: defineLogger({ create: act as () => never }) },
    }).job('succeeding');
    const running = execute(job, { runConfig: { loggers: { broken: {} } } });
    const error: unknown = await running.catch((caught: unknown) => caught);
    expectReadable(error as Error, value, "create of logger 'broken'");
  });
});

const SCHEMAS: readonly (readonly [string, z.ZodType])[] = [
  ['refinement', z.string().refine(fling)],
  ['superRefine', z.string().superRefine(fling)],
  ['transform', z.string().transform(fling)],
  ['preprocess', z.preprocess(fling, z.string())],
  ['custom check', z.custom(fling)],
  ['default', z.string().default(fling)],
  ['catch', z.number().catch(fling)],
];

describe.each(SCHEMAS)('what a %s of a config schema throws', (kind, schema) => {
  const db = defineResource({ config: z.object({ table: schema }), create: () => 1 });
  const job: JobDefinition = toJob(Ops, 'needing', { resources: { db } });

  it.each(HOSTILE_VALUES)('is thrown before there is a run: $name', async (value) => {
    ({ thrown } = value);
    const config = kind === 'default' ? {} : { table: 'x' };
    const error: unknown = await execute(job, { runConfig: { resources: { db: { config } } } }).catch(
      (e: unknown) => e,
    );
    expectReadable(error as Error, value, 'The schema of resources.db.config');
    expect(told).toEqual([]);
  });
});

const ASYNC_SCHEMAS: readonly (readonly [string, z.ZodType])[] = [
  ['refinement', z.string().refine(flingLater)],
  ['second refinement', z.string().refine(flingLater).refine(flingLater)],
  ['superRefine', z.string().superRefine(flingLater)],
  ['transform', z.string().transform(flingLater)],
  ['check beside one that throws', z.object({ a: z.any().refine(flingLater), b: z.any().refine(flingLater) })],
];

describe.each(ASYNC_SCHEMAS)('an async %s of a config schema that rejects', (_, schema) => {
  const db = defineResource({ config: z.object({ table: schema }), create: () => 1 });
  const job: JobDefinition = toJob(Ops, 'needing', { resources: { db } });

  it.each(HOSTILE_VALUES)('is told as a config error, and its rejection ends nothing: $name', async (value) => {
    ({ thrown } = value);
    const table = { a: 1, b: 2 };
    for (const given of ['x', table]) {
      const running = execute(job, { runConfig: { resources: { db: { config: { table: given } } } } });
      await expect(running).rejects.toMatchObject({ code: 'HOOKLINE_INVALID_CONFIG' });
    }
  });
});

describe('what an IO manager throws', () => {
  it.each(HOSTILE_VALUES)('fails the step as cause of an IoError: $name', async (value) => {
    ({ thrown } = value);
    const disk = { storeOutput: flingLater, loadInput: () => undefined };
    const job = toJob(Ops, 'managed', { hooks: WITNESSES });
    const { steps } = await createTestExecutor()(job, { resources: { disk }, raiseOnError: false });
    expect(steps['kept']).toMatchObject({ status: 'failure', failureKind: 'io' });
    expect(Object.is(steps['kept']?.error?.cause, value.thrown)).toBe(true);
    expect(told).toEqual(['failure', 'runFailure']);
  });
});

describe.each([
  ['throws', fling],
  ['rejects', flingLater],
])('a sink that %s', (_, commit) => {
  it.each(HOSTILE_VALUES)('gives the run up after the grace, with the cause: $name', async (value) => {
    ({ thrown } = value);
    const clock = fakeClock();
    const run = createTestExecutor({ clock, sink: { ...memorySink, commit }, storeGrace: 1_000 });
    const running = run(toJob(Ops, 'succeeding', {})).catch((error: unknown) => error);
    await clock.advance('2s');
    const error = (await running) as Error;
    expect(error).toMatchObject({ code: 'HOOKLINE_STORE_UNAVAILABLE' });
    if (commit === flingLater) expect(Object.is(error.cause, value.thrown)).toBe(true);
  });
});
