import {
  defineJob,
  defineResource,
  env,
  type HookContext,
  Job,
  Op,
  type OpContext,
  RunSuccessHook,
  StartHook,
  SuccessHook,
  secret,
  type Wired,
} from '@hookline/core';
import { z } from 'zod';
import { type TestProcess, World } from './world';

interface Chat {
  send(text: string): void;
}

const sent: string[] = [];
const chat = defineResource({
  config: z.object({ token: secret(z.string()) }),
  create: ({ config }): Chat => ({ send: (text) => void sent.push(`${config.token}: ${text}`) }),
});
const database = defineResource({
  config: z.object({ password: secret(z.string()) }),
  create: ({ config }) => ({ connected: config.password.length > 0 }),
});

class Hooks {
  @SuccessHook({ requiredResourceKeys: ['chat'] }) static tell({ resources, stepKey }: HookContext<{ chat: Chat }>) {
    resources.chat.send(stepKey);
  }
  @SuccessHook() static plain({ opConfig }: HookContext) {
    sent.push(`plain ${JSON.stringify(opConfig)}`);
  }
  @RunSuccessHook() static other() {
    sent.push('other');
  }
}

class Ops {
  @Op({ requiredResourceKeys: ['database'] }) load(_: OpContext): number {
    return 1;
  }
  @Op({ config: z.object({ key: secret(z.string()) }) }) keyed(_: OpContext): number {
    return 1;
  }
  @Op() one(): number {
    return 1;
  }

  @Job({
    hooks: [Hooks.tell, Hooks.plain],
    resources: { chat, database },
    config: {
      resources: { chat: { config: { token: env('TOKEN') } }, database: { config: { password: env('PASSWORD') } } },
    },
  })
  notify(this: Wired<Ops>) {
    this.load();
  }
  @Job({ hooks: [Hooks.plain], config: { ops: { keyed: { config: { key: env('KEY') } } } } }) keyedJob(
    this: Wired<Ops>,
  ) {
    this.keyed();
    this.one();
  }
}

const notify = defineJob(Ops, 'notify');
const keyedJob = defineJob(Ops, 'keyedJob');
const ENV = { TOKEN: 'token-of-chat', PASSWORD: 'password-of-db' };

beforeEach(() => {
  sent.length = 0;
});

/** Runs a job in a process that has the whole environment, and dies. */
async function leave(world: World, job: typeof notify, options: object = {}): Promise<TestProcess> {
  const process = world.process(`dead${world.processes.length}`, {
    fastPath: false,
    env: { ...ENV, KEY: 'key-of-op' },
  });
  await process.execute(job, options);
  await process.dispatcher.stop();
  return process;
}

async function started(
  world: World,
  environment: Readonly<Record<string, string>>,
  job = notify,
): Promise<TestProcess> {
  const process = world.process(`live${world.processes.length}`, { env: environment });
  await process.know(job);
  process.dispatcher.start();
  return process;
}

/** A process lives for a few minutes. */
async function live(world: World, environment: Readonly<Record<string, string>>, job: typeof notify): Promise<void> {
  const process = await started(world, environment, job);
  await world.clock.advance('3m');
  await world.passing(process.dispatcher.stop());
}

describe('a delivery that its process cannot route', () => {
  it('is given back without an attempt where a variable is missing that its hook needs', async () => {
    const world = new World();
    await leave(world, notify);
    const poor = await started(world, { PASSWORD: 'password-of-db' });
    await world.clock.advance('5s');
    expect(sent).toEqual(['plain undefined']);
    expect((await world.deliveries())[0]).toMatchObject({ hook: 'tell', state: 'pending', attempts: 0 });
    expect(poor.said).toEqual([expect.stringMatching(/'tell' of job 'notify'.*TOKEN/s)]);
    await started(world, ENV);
    await world.clock.advance('1m');
    expect(sent).toContain('token-of-chat: load');
    await world.end();
  });

  it('does not need what only ops need', async () => {
    const world = new World();
    await leave(world, notify);
    await started(world, { TOKEN: 'token-of-chat' });
    await world.clock.advance('5s');
    expect(sent).toEqual(['token-of-chat: load', 'plain undefined']);
    await world.end();
  });

  it('needs the config of its own op alone', async () => {
    const world = new World();
    await leave(world, keyedJob);
    await started(world, {}, keyedJob);
    await world.clock.advance('5s');
    expect(sent).toEqual(['plain undefined']);
    expect((await world.deliveries()).map(({ stepKey, state }) => `${stepKey}: ${state}`)).toEqual([
      'keyed: pending',
      'one: delivered',
    ]);
    await world.end();
  });

  it('is left to its own process where a resource was given by value, which nothing replaces', async () => {
    const world = new World();
    const mocked: string[] = [];
    const mock: Chat = { send: (text) => void mocked.push(text) };
    const alive = world.process('alive', { fastPath: false, env: ENV });
    await alive.execute(notify, { resources: { chat: mock } });
    await started(world, ENV);
    await world.clock.advance('30s');
    expect([sent, mocked]).toEqual([[], []]); // the second hook of the trigger waits for the first (S3)
    alive.slots.open();
    alive.dispatcher.start();
    await world.clock.advance('10s');
    expect([sent, mocked]).toEqual([['plain undefined'], ['load']]);
    await world.end();
  });

  it('is of a hook that the code does not have any more', async () => {
    const world = new World();
    await leave(world, notify);
    class Later extends Ops {
      @Job({ name: 'notify', hooks: [Hooks.plain] }) later(this: Wired<Later>) {
        this.one();
      }
    }
    const job = defineJob(Later, 'later');
    const process = world.process('new', { env: ENV });
    const names = ['tell', 'plain'];
    const ids = await world.store.registerHooks({ location: 'tests', environment: 'test', job: 'notify' }, names);
    process.dispatcher.know(job, ids);
    expect(await world.drain(process)).toMatchObject({ delivered: 1 });
    expect(await world.states()).toEqual(['tell: pending', 'plain: delivered']);
    await world.end();
  });

  it('is dead after seven days, and says why', async () => {
    const world = new World();
    await leave(world, notify);
    const poor = { PASSWORD: 'password-of-db' };
    await live(world, poor, notify);
    await world.clock.advance('6d');
    await live(world, poor, notify);
    expect((await world.deliveries())[0]).toMatchObject({ state: 'pending', attempts: 0 });
    await world.clock.advance('1d');
    await live(world, poor, notify);
    expect((await world.deliveries())[0]).toMatchObject({
      state: 'dead',
      attempts: 0,
      reason: 'no process could route it for 7 days',
    });
  });

  it('is attempted where a process comes that can route it, however late', async () => {
    const world = new World();
    await leave(world, notify);
    await live(world, { PASSWORD: 'password-of-db' }, notify);
    await world.clock.advance('30d');
    await live(world, ENV, notify);
    expect(await world.states()).toEqual(['tell: delivered', 'plain: delivered']);
  });

  it('is dead after seven days also where no process has its job', async () => {
    const world = new World();
    await leave(world, notify);
    await live(world, ENV, keyedJob);
    await world.clock.advance('8d');
    await live(world, ENV, keyedJob);
    expect(await world.states()).toEqual(['tell: dead', 'plain: dead']);
  });
});

describe('a delivery whose hook is of another kind by now', () => {
  it('is not attempted', async () => {
    const world = new World();
    await leave(world, keyedJob);
    class Later extends Ops {
      @StartHook() static plain() {
        sent.push('started');
      }
      @Job({ name: 'keyedJob', hooks: [Later.plain] }) later(this: Wired<Later>) {
        this.one();
      }
    }
    const process = world.process('new');
    await process.know(defineJob(Later, 'later'));
    await world.drain(process);
    expect([sent, process.said.join()]).toEqual([[], expect.stringContaining("of kind 'start' now, not 'success'")]);
    await world.end();
  });
});
