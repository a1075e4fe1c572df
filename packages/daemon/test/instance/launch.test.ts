import {
  CancelHook,
  type CancelHookContext,
  defineJob,
  defineResource,
  definitions,
  env,
  InvalidConfigError,
  Job,
  Op,
  type OpContext,
  RunFailureHook,
  type RunFailureHookContext,
  SuccessHook,
  type Tags,
  type Wired,
} from '@hookline/core';
import type { RunEvent, Store } from '@hookline/core/spi';
import { createMemoryStore } from '@hookline/testing';
import { z } from 'zod';
import { type OpenInstance, runDaemon } from '../../src/index';
import { executeOn, openInstanceOn, said, shared } from './open-test-instance';

const done: string[] = [];
let running: (() => void) | undefined;
let store: Store;
let tool: OpenInstance;
const opened: (() => Promise<void>)[] = [];

class Hooks {
  @RunFailureHook() static failed({ error, failedSteps }: RunFailureHookContext) {
    done.push(`failed: ${error.message.split('\n')[0] as string} (${failedSteps.length})`);
  }
  @CancelHook() static cancelled({ stepKey, wasRunning }: CancelHookContext) {
    done.push(`cancelled ${stepKey} ${wasRunning}`);
  }
  @SuccessHook() static told() {
    done.push('told');
  }
}

class Ops {
  @Op({ config: z.object({ name: z.string() }) }) greet({ opConfig }: OpContext<object, { name: string }>): void {
    done.push(`hello ${opConfig.name}`);
  }
  @Op({ requiredResourceKeys: ['db'] }) query(): void {
    done.push('query');
  }
  @Op() hang({ signal }: OpContext): Promise<void> {
    done.push('hang');
    running?.();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  }
  @Job({ hooks: [Hooks.failed] }) greeting(this: Wired<Ops>) {
    this.greet();
  }
  @Job({
    hooks: [Hooks.failed],
    resources: { db: defineResource({ config: z.object({ token: z.string() }), create: ({ config }) => config }) },
  })
  withDb(this: Wired<Ops>) {
    this.query();
  }
  @Job({ hooks: [Hooks.cancelled] }) hanging(this: Wired<Ops>) {
    this.hang();
  }
  @Job({ hooks: [Hooks.told] }) good(this: Wired<Ops>) {
    this.greet();
  }
}

const greeting = defineJob(Ops, 'greeting');
const withDb = defineJob(Ops, 'withDb');
const hanging = defineJob(Ops, 'hanging');
const good = defineJob(Ops, 'good');
const named = (name: string) => ({ ops: { greet: { config: { name } } } });

beforeEach(async () => {
  done.length = 0;
  said.length = 0;
  running = undefined;
  store = createMemoryStore();
  tool = await openInstanceOn(shared(store), { role: 'tool', env: () => undefined });
});

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  await tool.close();
});

/** A process that executes what is queued, until the test ends. */
async function startDaemon(variables: Readonly<Record<string, string>> = {}): Promise<OpenInstance> {
  const daemon = await openInstanceOn(shared(store), { role: 'daemon', env: (name) => variables[name] });
  const stop = new AbortController();
  const serving = runDaemon(daemon, definitions({ jobs: [greeting, withDb, hanging, good] }), stop.signal);
  opened.push(async () => {
    stop.abort();
    await serving;
    await daemon.close();
  });
  return daemon;
}

/** Its events, once the run and its hooks have ended. */
async function followed(runId: string): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of tool.runs.events(runId, { follow: AbortSignal.timeout(30_000) })) events.push(event);
  return events;
}

describe('a run that is launched', () => {
  it('waits until a daemon executes it', async () => {
    const { runId } = await tool.launch(greeting, { runConfig: named('Ada'), tags: { who: 'me' } });
    expect(await tool.runs.get(runId)).toMatchObject({ status: 'queued', tags: { who: 'me' }, startedAt: undefined });
    expect(done).toEqual([]);
    await startDaemon();
    const events = await followed(runId);
    expect(done).toEqual(['hello Ada']);
    expect(events.map(({ type }) => type)).toEqual([
      'run.created',
      'run.queued',
      'run.started',
      'step.started',
      'step.output',
      'step.succeeded',
      'run.succeeded',
    ]);
    expect(await store.getRun(runId)).toMatchObject({ status: 'success', resume: 'auto', rootId: runId });
  });

  it('is refused at once where its config is wrong', async () => {
    const wrong = tool.launch(greeting, { runConfig: { ops: { greet: { config: { nam: 'Ada' } } } } });
    await expect(wrong).rejects.toBeInstanceOf(InvalidConfigError);
    await expect(tool.launch(greeting, {})).rejects.toThrow('missing');
    expect(await tool.runs.list()).toEqual([]);
  });

  it('is refused where there is a run of that id', async () => {
    await tool.launch(greeting, { runId: 'r1', runConfig: named('Ada') });
    const again = tool.launch(greeting, { runId: 'r1', runConfig: named('Bob') });
    await expect(again).rejects.toThrow("There is a run 'r1' in the instance already.");
    await expect(executeOn(tool, greeting, { runId: 'r1', runConfig: named('Bob') })).rejects.toThrow('There is a run');
  });

  it('leaves the environment to the daemon: where that lacks it, too, the run fails and its hooks fire', async () => {
    // YAML may say so of tags, too.
    const tags = { of: { env: 'WHO' }, is: 'known' } as unknown as Tags;
    const runConfig = { resources: { db: { config: { token: env('TOKEN') } } }, tags };
    const first = await tool.launch(withDb, { runConfig });
    expect((await tool.runs.get(first.runId)).tags).toEqual({ is: 'known' });
    await startDaemon();
    await followed(first.runId);
    expect(done).toEqual([expect.stringMatching(/^failed: Error in config for job withDb.* \(0\)$/)]);
    expect(await tool.runs.get(first.runId)).toMatchObject({ status: 'failure', startedAt: undefined });
  });

  it('is executed with what the daemon has in its environment', async () => {
    const runConfig = { resources: { db: { config: { token: env('TOKEN') } } } };
    const { runId } = await tool.launch(withDb, { runConfig });
    await startDaemon({ TOKEN: 'a-long-token' });
    await followed(runId);
    expect(done).toEqual(['query']);
  });

  it('of higher priority comes first', async () => {
    const launch = (name: string, priority?: number) =>
      tool.launch(greeting, { runConfig: named(name), ...(priority !== undefined && { priority }) });
    await launch('low', -1);
    await launch('normal');
    const { runId } = await launch('high', 5);
    const { store: of, location, environment } = tool.spec;
    expect((await of.claimQueuedRun({ processId: tool.process.id, location, environment }))?.id).toBe(runId);
  });

  it('is cancelled by another process while it waits', async () => {
    const { runId } = await tool.launch(hanging);
    expect(await tool.runs.cancel(runId.slice(0, 12))).toBe(true);
    await startDaemon();
    await followed(runId);
    expect([(await tool.runs.get(runId)).status, done]).toEqual(['cancelled', []]);
    expect(await tool.runs.cancel(runId)).toBe(false);
  });

  it('is cancelled by another process while it runs', async () => {
    const isRunning = new Promise<void>((resolve) => {
      running = resolve;
    });
    const { runId } = await tool.launch(hanging);
    await startDaemon();
    await isRunning;
    expect(await tool.runs.cancel(runId)).toBe(true);
    await followed(runId);
    expect([(await tool.runs.get(runId)).status, done]).toEqual(['cancelled', ['hang', 'cancelled hang true']]);
  });
});

describe('a process that is a tool', () => {
  it('delivers nothing, and waits for nothing when it is closed', async () => {
    const daemon = await openInstanceOn(shared(store));
    await daemon.dispatcher.stop();
    await executeOn(daemon, good, { runId: 'r1', runConfig: named('Ada'), hookWait: 0 });
    const first = done.filter((each) => each === 'told').length;
    await tool.know(good);
    await tool.close();
    expect(done.filter((each) => each === 'told')).toHaveLength(first);
    expect(said).toEqual([]);
    await daemon.close();
  });
});

describe('a process whose store was gone for too long (D3)', () => {
  it('gives its runs up and goes on under a new row, so that they are found', async () => {
    let isGone = false;
    const flaky: Store = new Proxy(shared(store), {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function' || name === 'close') return value;
        return (...args: readonly unknown[]): unknown =>
          isGone ? Promise.reject(new Error('gone')) : Reflect.apply(value, target, args);
      },
    });
    const instance = await openInstanceOn(flaky, { storeGrace: 100 });
    const before = instance.process.id;
    const isRunning = new Promise<void>((resolve) => {
      running = resolve;
    });
    const run = executeOn(instance, hanging, { runId: 'r1' });
    const outcome = run.then(
      () => undefined,
      (error: unknown) => error,
    );
    await isRunning;
    isGone = true;
    instance.starter.cancel('r1');
    expect(await outcome).toMatchObject({ code: 'HOOKLINE_STORE_UNAVAILABLE' });
    await expect(executeOn(instance, good, { runId: 'r2', runConfig: named('Ada') })).rejects.toThrow('gone');
    isGone = false;
    // What begins now is held under the new row from its beginning.
    expect((await executeOn(instance, good, { runId: 'r3', runConfig: named('Ada') })).status).toBe('success');
    expect(instance.process.id).not.toBe(before);
    expect((await store.runsOf([before])).map(({ id }) => id)).toEqual(['r1']);
    expect((await store.liveProcesses()).map(({ id }) => id)).toEqual(
      expect.arrayContaining([before, instance.process.id]) as string[],
    );
    await instance.close();
  });
});
