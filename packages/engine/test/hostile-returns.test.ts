import {
  defineLogger,
  defineResource,
  definitions,
  failureHook,
  Graph,
  Op,
  type OpContext,
  RunFailureHook,
  runSuccessHook,
  successHook,
  toJob,
  type Wired,
} from '@hookline/core';
import type { HookFunction } from '@hookline/core/spi';
import { fakeClock } from '@hookline/testing';
import type { Result } from '../src/index';
import { createTestExecutor } from './engine';
import { createThrowingProxy } from './hostile-values';

/** What user code returns in the current test. */
let make: () => unknown;
/** Things that happened, in order. */
let told: string[] = [];
const tell = (name: string) => () => void told.push(name);

type Resolve = (value: unknown) => void;
type Then = (this: unknown, resolve: Resolve, reject: Resolve) => void;

const thenable = (then: Then): object => ({ then });
const never = () => new Promise(() => undefined);
const SELF = thenable(function (resolve) {
  resolve(this);
});
const PING: object = thenable((resolve) => resolve(PONG));
const PONG: object = thenable((resolve) => resolve(PING));
const CIRCLE = 'A thenable resolves with itself, or with one after another, 100 times.';

type Case = readonly [what: string, make: () => unknown, outcome: unknown];

/** What is returned, and the value that it comes to or the error that it ends with. */
const CASES: readonly Case[] = [
  ['resolves twice', () => thenable((resolve) => [1, 2].forEach(resolve)), 1],
  [
    'resolves, then rejects',
    () =>
      thenable((resolve, reject) => {
        resolve(1);
        reject(new Error('late'));
      }),
    1,
  ],
  [
    'rejects twice',
    () => thenable((_, reject) => [new Error('first'), new Error('second')].forEach(reject)),
    new Error('first'),
  ],
  [
    'throws after it resolved',
    () =>
      thenable((resolve) => {
        resolve(1);
        throw new Error('late');
      }),
    1,
  ],
  [
    'throws',
    () =>
      thenable(() => {
        throw new Error('at once');
      }),
    new Error('at once'),
  ],
  [
    'has a getter of then that throws',
    () => Object.defineProperty({}, 'then', { get: () => throwing('the getter of then') }),
    new Error('the getter of then'),
  ],
  ['resolves with itself', () => SELF, new Error(CIRCLE)],
  ['resolves in a circle', () => PING, new Error(CIRCLE)],
  ['resolves with another thenable', () => thenable((resolve) => resolve(thenable((inner) => inner(1)))), 1],
  ['resolves with a promise', () => thenable((resolve) => resolve(Promise.resolve(1))), 1],
  [
    'resolves with a promise that rejects',
    () => thenable((resolve) => resolve(Promise.reject(new Error('in')))),
    new Error('in'),
  ],
  ['is a promise with a then that calls both', () => withThen(Promise.resolve(0), both), 1],
  ['is a proxy whose traps throw', () => createThrowingProxy(), new Error('a trap of a proxy')],
  ['comes to a proxy whose traps throw', async () => createThrowingProxy(), new Error('a trap of a proxy')],
  ['has a then that is no function', () => withThen({}, 1), withThen({}, 1)],
];

function withThen(target: object, then: unknown): object {
  return Object.defineProperty(target, 'then', { value: then });
}

function throwing(message: string): never {
  throw new Error(message);
}

function both(resolve: Resolve, reject: Resolve): void {
  resolve(1);
  resolve(2);
  reject(new Error('late'));
}

const database = defineResource({ create: () => make() });
const closing = defineResource({ create: () => 1, dispose: () => make() });
const needed = defineResource({ create: never, timeout: '5s' });
const stuckAtEnd = defineResource({ create: () => 1, dispose: never, timeout: '5s' });

class Ops {
  @Op() work(): unknown {
    return make();
  }
  @Op() fine(): number {
    return 1;
  }
  @Op({ timeout: '1s' }) limited(): unknown {
    return make();
  }
  @Op({ requiredResourceKeys: ['db'] }) use({ resources }: OpContext<{ db: unknown }>): unknown {
    return [resources.db];
  }
  @Graph() working(this: Wired<Ops>) {
    this.work();
  }
  @Graph() succeeding(this: Wired<Ops>) {
    this.fine();
  }
  @Graph() limiting(this: Wired<Ops>) {
    this.limited();
  }
  @Graph() using(this: Wired<Ops>) {
    this.use();
  }
}

class Told {
  @RunFailureHook() static failed() {
    told.push('runFailure');
  }
}
const WITNESSES: readonly HookFunction[] = [
  failureHook({ name: 'sawFailure' }, tell('failure')),
  successHook({ name: 'sawSuccess' }, tell('success')),
  runSuccessHook({ name: 'sawRunSuccess' }, tell('runSuccess')),
  Told.failed,
];

const execute = createTestExecutor();
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
const turn = () => new Promise((resolve) => setImmediate(resolve));

beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));
beforeEach(() => {
  told = [];
});
afterEach(async () => {
  await turn();
  expect(unhandled.splice(0)).toEqual([]);
});

function hookErrorOf({ hookEvents }: Result): string | undefined {
  const [failed] = hookEvents.filter((event) => event.type === 'hook.failed');
  return failed?.error.message;
}

describe.each(CASES)('what %s', (_, given, outcome) => {
  beforeEach(() => {
    make = given;
  });

  it('settles an op once', async () => {
    const result = await execute(toJob(Ops, 'working', { hooks: WITNESSES }), { raiseOnError: false });
    if (outcome instanceof Error) {
      expect(result.error?.message).toContain(outcome.message);
      expect(told).toEqual(['failure', 'runFailure']);
    } else {
      expect(result.outputFor('work')).toEqual(outcome);
      expect(told).toEqual(['success', 'runSuccess']);
    }
  });

  it('settles a hook once', async () => {
    const hooks = [successHook({ name: 'hostile' }, () => make() as Promise<void>), ...WITNESSES];
    const result = await execute(toJob(Ops, 'succeeding', { hooks }));
    expect(told.toSorted()).toEqual(['runSuccess', 'success']);
    if (outcome instanceof Error) expect(hookErrorOf(result)).toContain(outcome.message);
    else expect(hookErrorOf(result)).toBeUndefined();
  });

  it('settles create of a resource once', async () => {
    const job = toJob(Ops, 'using', { resources: { db: database }, hooks: WITNESSES });
    const result = await execute(job, { raiseOnError: false });
    if (outcome instanceof Error) {
      expect(result.error?.message).toContain(outcome.message);
      expect(told).toEqual(['runFailure']);
    } else expect(result.outputFor('use')).toEqual([outcome]);
  });

  it('settles dispose of a resource once', async () => {
    const result = await execute(toJob(Ops, 'using', { resources: { db: closing }, hooks: WITNESSES }));
    expect(result.success).toBe(true);
    const ends = result.events.filter(({ type }) => type === 'resource.closed' || type === 'resource.failed');
    expect(ends.map(({ type }) => type)).toEqual([outcome instanceof Error ? 'resource.failed' : 'resource.closed']);
  });
});

describe.each<Case>([...CASES, ['never settles', never, undefined]])(
  'what %s, where nobody waits for it',
  (_, given) => {
    it('as what a filter, a listener and a logger return neither holds the run nor hurts it', async () => {
      make = given;
      const write = () => make() as undefined;
      const odd = defineLogger({ create: () => ({ debug: write, info: write, warn: write, error: write }) });
      const asked = successHook({ name: 'asked', filter: () => make() as boolean }, tell('asked'));
      const jobs = [toJob(Ops, 'succeeding', { hooks: [asked, ...WITNESSES] })];
      const job = definitions({ jobs, loggers: { odd } }).job('succeeding');
      const { status } = await execute(job, { runConfig: { loggers: { odd: {} } }, onEvent: write });
      expect([status, told]).toEqual(['success', ['asked', 'success', 'runSuccess']]);
    });
  },
);

describe('a resource that answers to every key, then too', () => {
  it('is no promise: the run uses it as it is', async () => {
    const mock: object = new Proxy({}, { get: () => () => mock, has: () => true });
    make = () => 1;
    const { steps } = await execute(toJob(Ops, 'using', { resources: { db: database } }), { resources: { db: mock } });
    expect(steps['use']?.status).toBe('success');
  });
});

describe('code that never settles', () => {
  it('is given up after the timeout of its op', async () => {
    const clock = fakeClock();
    make = never;
    const running = execute(toJob(Ops, 'limiting', { hooks: WITNESSES }), { clock, raiseOnError: false });
    await clock.advance('1m');
    const { steps } = await running;
    expect(steps['limited']).toMatchObject({ status: 'failure', failureKind: 'timeout' });
    expect(told).toEqual(['failure', 'runFailure']);
  });

  it('may reject when its run is over, and nobody hears of it', async () => {
    const clock = fakeClock();
    const fails: (() => void)[] = [];
    make = () => new Promise((_, reject) => fails.push(() => reject(new Error('long after'))));
    const hook = successHook({ name: 'late', timeout: '1s' }, () => make() as Promise<void>);
    const running = [
      execute(toJob(Ops, 'limiting', {}), { clock, raiseOnError: false }),
      execute(toJob(Ops, 'succeeding', { hooks: [hook] }), { clock, raiseOnError: false }),
    ];
    await clock.advance('2m');
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual(['failure', 'success']);
    for (const fail of fails) fail();
    await turn();
    expect([fails.length, unhandled]).toEqual([2, []]);
  });

  it('in create fails the run after the timeout, in dispose it is told of', async () => {
    const clock = fakeClock();
    const jobs = [needed, stuckAtEnd].map((db) => toJob(Ops, 'using', { resources: { db }, hooks: WITNESSES }));
    const running = jobs.map((job) => execute(job, { clock, raiseOnError: false }));
    await clock.advance('1m');
    const [opening, ending] = await Promise.all(running);
    expect(opening?.error?.message).toContain("Resource 'db' did not open within its timeout of 5000 ms.");
    expect(ending?.status).toBe('success');
    expect(ending?.events).toContainEqual(expect.objectContaining({ type: 'resource.failed', phase: 'close' }));
  });

  it('in create holds a cancelled run no longer than the grace period', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const deaf = defineResource({ create: never, timeout: '1h' });
    const options = { clock, signal: controller.signal, gracePeriod: '2s', raiseOnError: false } as const;
    const running = execute(toJob(Ops, 'using', { resources: { db: deaf } }), options);
    await clock.advance('1s');
    controller.abort();
    await clock.advance('2s');
    expect((await running).status).toBe('cancelled');
  });

  it('in create of a logger keeps the run from beginning, with a sentence', async () => {
    const clock = fakeClock();
    const loggers = { stuck: defineLogger({ create: never as () => never }) };
    const job = definitions({ jobs: [toJob(Ops, 'succeeding', {})], loggers }).job('succeeding');
    const running = execute(job, { clock, runConfig: { loggers: { stuck: {} } } });
    const refused = expect(running).rejects.toThrow(
      "create of logger 'stuck' did not settle within 60000 ms. See what it waits for, or return a logger",
    );
    await clock.advance('1m');
    await refused;
  });
});
