import {
  defineJob,
  defineResource,
  type HookContext,
  Job,
  Op,
  type OpContext,
  type RunHookContext,
  RunSuccessHook,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { z } from 'zod';
import { World } from './world';

const happened: string[] = [];
let broken = false;

const agent = defineResource({
  create: () => {
    happened.push('open agent');
    return 'agent';
  },
  dispose: () => void happened.push('close agent'),
});
const http = defineResource({
  requires: { agent },
  create: ({ resources }) => {
    happened.push(`open http on ${resources.agent}`);
    return 'http';
  },
  dispose: () => void happened.push('close http'),
});
const chat = defineResource({
  config: z.object({ channel: z.string() }),
  requires: { http },
  create: ({ config, resources, log }) => {
    if (broken) throw new Error('no connection');
    happened.push(`open ${config.channel} on ${resources.http}`);
    log.info(`joined ${config.channel}`);
    return { channel: config.channel };
  },
  dispose: ({ channel }) => void happened.push(`close ${channel}`),
});

type Chat = { chat: { channel: string } };

class Hooks {
  @SuccessHook({ requiredResourceKeys: ['chat'] }) static tell({ resources }: HookContext<Chat>) {
    happened.push(`tell ${resources.chat.channel}`);
  }
  @RunSuccessHook({ requiredResourceKeys: ['chat'] }) static done({ resources }: RunHookContext<Chat>) {
    happened.push(`done ${resources.chat.channel}`);
  }
  @SuccessHook() static greedy({ resources }: HookContext) {
    return (resources as Chat).chat;
  }
}

const config = { resources: { chat: { config: { channel: '#ops' } } } };

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Op({ requiredResourceKeys: ['http'] }) load(_: OpContext): number {
    return 1;
  }
  @Job({ hooks: [Hooks.tell, Hooks.done], resources: { chat }, config }) notify(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.tell], resources: { chat, http }, config }) both(this: Wired<Ops>) {
    this.load();
  }
  @Job({ hooks: [Hooks.greedy], resources: { chat } }) greedy(this: Wired<Ops>) {
    this.one();
  }
}

const notify = defineJob(Ops, 'notify');
const both = defineJob(Ops, 'both');
const greedy = defineJob(Ops, 'greedy');

beforeEach(() => {
  happened.length = 0;
  broken = false;
});

async function started(world: World, ...jobs: (typeof notify)[]) {
  const process = world.process('one');
  await process.know(...jobs);
  process.dispatcher.start();
  return process;
}

const OPENED = ['open agent', 'open http on agent', 'open #ops on http'];

describe('a resource that only hooks need', () => {
  it('is opened once for all runs with equal config, after what it requires, and closed when it was idle', async () => {
    const world = new World();
    for (let run = 0; run < 3; run += 1) await world.leave(notify);
    await started(world, notify);
    await world.clock.advance('20s');
    expect(happened.slice(0, 3)).toEqual(OPENED);
    expect(happened.slice(3).sort()).toEqual([
      ...Array<string>(3).fill('done #ops'),
      ...Array<string>(3).fill('tell #ops'),
    ]);
    await world.clock.advance('3m');
    expect(happened.slice(9)).toEqual(['close #ops', 'close http', 'close agent']);
    await world.end();
  });

  it('stays open while it is used again', async () => {
    const world = new World();
    await started(world, notify);
    for (let run = 0; run < 4; run += 1) {
      await world.leave(notify);
      await world.clock.advance('20s');
    }
    expect(happened.filter((line) => line.startsWith('open'))).toEqual(OPENED);
    expect(happened.filter((line) => line.startsWith('close'))).toEqual([]);
    await world.end();
    expect(happened.slice(-3)).toEqual(['close #ops', 'close http', 'close agent']);
  });

  it('is another one for another config, on the same of what that requires', async () => {
    const world = new World();
    await world.leave(notify);
    await world.leave(notify, { runConfig: { resources: { chat: { config: { channel: '#dev' } } } } });
    await started(world, notify);
    await world.clock.advance('5s');
    const opened = happened.filter((line) => line.startsWith('open'));
    expect(opened.slice(0, 2)).toEqual(OPENED.slice(0, 2));
    expect(opened.slice(2).sort()).toEqual(['open #dev on http', 'open #ops on http']);
    await world.end();
  });

  it('is not that of a run which ops need, too', async () => {
    const world = new World();
    await world.leave(both);
    expect(happened).toEqual(['open agent', 'open http on agent', 'close http', 'close agent']);
    await started(world, both);
    await world.clock.advance('5s');
    expect(happened.slice(4)).toEqual([...OPENED, 'tell #ops']);
    await world.end();
  });

  it('fails the attempt where it does not open, which is made again', async () => {
    const world = new World();
    await world.leave(notify);
    broken = true;
    const process = await started(world, notify);
    await world.clock.advance('500ms');
    expect(await world.deliveries()).toMatchObject([
      { state: 'pending', attempts: 1 },
      { state: 'pending', attempts: 1 },
    ]);
    expect(process.lines).toContainEqual(['error', "Resource 'chat' failed to open: no connection"]);
    broken = false;
    await world.clock.advance('5s');
    expect(await world.states()).toEqual(['tell: delivered', 'done: delivered']);
    await world.end();
  });

  it('tells what happens to it in the log of the run that it was opened for', async () => {
    const world = new World();
    await world.leave(notify, { runId: 'r1' });
    const process = await started(world, notify);
    await world.clock.advance('3m');
    const log = await world.store.readHookLog('r1');
    expect(log.map(({ type, data }) => [type, JSON.parse(data) as unknown])).toEqual([
      ['resource.opened', { key: 'agent' }],
      ['resource.opened', { key: 'http' }],
      ['log', { level: 'info', message: 'joined #ops' }],
      ['resource.opened', { key: 'chat' }],
      ['resource.closed', { key: 'chat' }],
      ['resource.closed', { key: 'http' }],
      ['resource.closed', { key: 'agent' }],
    ]);
    expect(process.lines).toContainEqual(['info', 'joined #ops']);
    await world.end();
  });

  it('is kept from hooks that do not declare it', async () => {
    const world = new World();
    await world.leave(greedy);
    const process = await started(world, greedy);
    await world.clock.advance('5s');
    expect(await world.deliveries()).toMatchObject([{ state: 'dead', attempts: 1 }]);
    expect(process.lines.join()).toContain("reads the resource 'chat'");
    await world.end();
  });
});
