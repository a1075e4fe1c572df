import {
  defineJob,
  type HookContext,
  Job,
  Op,
  type OpContext,
  RunNotFoundError,
  retryPolicy,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import type { RunEvent, Store } from '@hookline/core/spi';
import { createMemoryStore } from '@hookline/testing';
import type { OpenInstance } from '../../src/index';
import { executeOn, openInstanceOn, said, shared } from './open-test-instance';

let failures = 0;
let release: () => void = () => undefined;
let store: Store;
let instance: OpenInstance;

beforeEach(async () => {
  said.length = 0;
  failures = 1;
  store = createMemoryStore();
  instance = await openInstanceOn(shared(store));
});

afterEach(() => instance.close());

class Hooks {
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 2, delay: 10 }) }) static flaky({ log }: HookContext) {
    log.info('tries');
    failures -= 1;
    if (failures >= 0) throw new Error('not yet');
  }
  @SuccessHook() static off() {
    throw new Error('never called');
  }
  @SuccessHook({ retryPolicy: retryPolicy({ maxRetries: 1, delay: '1h' }) }) static late() {
    throw new Error('much later');
  }
}

class Ops {
  @Op() a({ log }: OpContext): number {
    log.info('in a');
    return 1;
  }
  @Op() waits(): Promise<void> {
    return new Promise((resolve) => {
      release = resolve;
    });
  }
  @Job({ hooks: [Hooks.flaky, Hooks.off] }) job(this: Wired<Ops>) {
    this.a();
  }
  @Job() plain(this: Wired<Ops>) {
    this.a();
  }
  @Job() long(this: Wired<Ops>) {
    this.waits.after(this.a.withHooks(Hooks.flaky)())();
  }
  @Job() later(this: Wired<Ops>) {
    this.a.withHooks(Hooks.late)();
  }
}

const job = defineJob(Ops, 'job');
const plain = defineJob(Ops, 'plain');
const runConfig = { hooks: { off: { enabled: false } } };

async function eventsOf(runId: string, options?: Parameters<OpenInstance['runs']['events']>[1]): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of instance.runs.events(runId, options)) events.push(event);
  return events;
}

describe('events of a stored run', () => {
  it('are those of the run and of its hooks, no hook before what triggered it', async () => {
    await executeOn(instance, job, { runId: 'r1', runConfig });
    await instance.dispatcher.drain({ until: Date.now() + 1_000 });
    const events = await eventsOf('r1');
    const types = events.map(({ type }) => type);
    expect([...types].sort()).toEqual(
      [
        'run.created',
        'run.started',
        'step.started',
        'log',
        'step.output',
        'step.succeeded',
        'run.succeeded',
        'log',
        'hook.failed',
        'log',
        'hook.completed',
        'hook.suppressed',
      ].sort(),
    );
    expect(events.flatMap(({ seq }) => seq ?? [])).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(types.indexOf('hook.suppressed')).toBeGreaterThan(types.indexOf('step.succeeded'));
    expect(events.find(({ type }) => type === 'hook.failed')).toMatchObject({
      hookName: 'flaky',
      stepKey: 'a',
      deliveryAttempt: 1,
      willRetry: true,
      error: { message: 'not yet' },
    });
    expect(events.find(({ type }) => type === 'hook.suppressed')).toMatchObject({ reason: 'disabled by run config' });
    expect(events.find(({ type }) => type === 'hook.completed')).toMatchObject({ deliveryAttempt: 2 });
    const after = await eventsOf('r1', { after: 5 });
    expect(after.flatMap(({ seq }) => seq ?? [])).toEqual([6, 7]);
  });

  it('are followed until the run and its hooks have ended, each told once', async () => {
    const running = executeOn(instance, defineJob(Ops, 'long'), { runId: 'r1' });
    const seen: RunEvent[] = [];
    for (let row = await store.getRun('r1'); !row; row = await store.getRun('r1')) await new Promise(setImmediate);
    for await (const event of instance.runs.events('r1', { follow: AbortSignal.timeout(20_000) })) {
      seen.push(event);
      if (event.type === 'hook.completed') release();
    }
    expect((await running).status).toBe('success');
    expect(seen.flatMap(({ seq }) => seq ?? [])).toEqual(seen.flatMap(({ seq }) => seq ?? []).map((_, at) => at + 1));
    expect(seen.filter(({ type }) => type.startsWith('hook.')).map(({ type }) => type)).toEqual([
      'hook.failed',
      'hook.completed',
    ]);
    expect(seen.at(-1)?.type).toBe('run.succeeded');
  });

  it('are followed until that is aborted', async () => {
    await executeOn(instance, defineJob(Ops, 'later'), { runId: 'r1' });
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const { type } of instance.runs.events('r1', { follow: stop.signal })) {
      seen.push(type);
      if (type === 'hook.failed') stop.abort();
    }
    expect(seen).toContain('run.succeeded');
    expect(await eventsOf('r1', { follow: AbortSignal.abort() })).toHaveLength(seen.length);
  });

  it('are of a run that exists', async () => {
    await expect(eventsOf('nobody')).rejects.toBeInstanceOf(RunNotFoundError);
  });
});

describe('lists', () => {
  it('show runs page by page, the newest first, of a job or status', async () => {
    for (const runId of ['r1', 'r2', 'r3']) await executeOn(instance, plain, { runId });
    await executeOn(instance, job, { runId: 'other', runConfig });
    const ids = async (query?: Parameters<OpenInstance['runs']['list']>[0]) =>
      (await instance.runs.list(query)).map(({ id }) => id);
    const all = await ids();
    expect([...all].sort()).toEqual(['other', 'r1', 'r2', 'r3']);
    expect(await ids({ limit: 2 })).toEqual(all.slice(0, 2));
    expect(await ids({ limit: 2, before: all[1] as string })).toEqual(all.slice(2));
    expect(await ids({ job: 'job' })).toEqual(['other']);
    expect(await ids({ status: 'failure' })).toEqual([]);
    expect(await ids({ before: 'oth' })).toEqual(all.slice(all.indexOf('other') + 1));
    await expect(ids({ before: 'nobody' })).rejects.toBeInstanceOf(RunNotFoundError);
  });

  it('show deliveries page by page, of a run, hook or state', async () => {
    await executeOn(instance, job, { runId: 'r1', runConfig });
    await executeOn(instance, job, { runId: 'q2', runConfig });
    await instance.dispatcher.drain({ until: Date.now() + 1_000 });
    const list = instance.deliveries.list.bind(instance.deliveries);
    const all = await list();
    expect(all).toHaveLength(4);
    expect(await list({ limit: 3 })).toEqual(all.slice(0, 3));
    expect(await list({ before: all[2]?.id as string })).toEqual(all.slice(3));
    expect((await list({ runId: 'q' })).map(({ runId }) => runId)).toEqual(['q2', 'q2']);
    expect((await list({ hook: 'off', states: ['suppressed'] })).map(({ reason }) => reason)).toEqual(
      Array(2).fill('disabled by run config'),
    );
    await expect(list({ before: 'r1/9/nobody' })).rejects.toThrow("There is no delivery 'r1/9/nobody'");
    await expect(list({ runId: 'zzz' })).rejects.toBeInstanceOf(RunNotFoundError);
    const [flaky] = await list({ hook: 'flaky', runId: 'r1' });
    expect((await instance.deliveries.attemptsOf(flaky?.id as string)).map(({ result }) => result)).toContain('failed');
  });
});

describe('closing an instance', () => {
  it('says how many hooks wait, and how to serve them', async () => {
    await executeOn(instance, defineJob(Ops, 'later'), { runId: 'r1' });
    await instance.close();
    expect(said).toEqual([
      '1 hook waits for a next attempt. Serve them with: hookline daemon (or once: hookline hook deliver).',
    ]);
  });

  it('says nothing where nothing waits, and is done once', async () => {
    await executeOn(instance, plain);
    await Promise.all([instance.close(), instance.close()]);
    expect(said).toEqual([]);
    expect((await store.liveProcesses()).length).toBe(0);
  });

  it('has hooks that others serve left to them', async () => {
    const other = await openInstanceOn(shared(store), { role: 'daemon' });
    await executeOn(instance, defineJob(Ops, 'later'), { runId: 'r1' });
    await instance.close();
    expect(said).toEqual([]);
    await other.close();
  });

  it('gives a dead hook another life when it is redelivered', async () => {
    failures = 3;
    await executeOn(instance, job, { runId: 'r1', runConfig });
    await instance.dispatcher.drain({ until: Date.now() + 1_000 });
    const [dead] = await instance.deliveries.list({ states: ['dead'] });
    expect(dead).toMatchObject({ hook: 'flaky', attempts: 3 });
    expect(await instance.deliveries.redeliver([dead?.id as string])).toBe(1);
    await instance.dispatcher.drain();
    expect(await instance.deliveries.list({ states: ['dead'] })).toEqual([]);
    expect(await instance.deliveries.redeliver([dead?.id as string])).toBe(0);
  });
});
