import {
  defineJob,
  defineLogger,
  definitions,
  env,
  type HookContext,
  Job,
  Op,
  RetryRequested,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { World } from './world';

const SECRET = 'hunter2-token';
const lines: unknown[][] = [];

const collect = defineLogger({
  create: () => {
    const at = (level: string) => (message: string, data?: object) => void lines.push([level, message, data]);
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  },
});
let isBroken = false;
const sometimes = defineLogger({
  create: () => {
    if (isBroken) throw new Error('no disk');
    return collect.create({ config: undefined });
  },
});

class Hooks {
  @SuccessHook() static talk({ log, stepKey }: HookContext) {
    log.info(`token ${SECRET} of ${stepKey}`, { at: { header: `Bearer ${SECRET}` } });
  }
  @SuccessHook() static fail() {
    throw new RetryRequested({ maxRetries: 0, cause: new Error(`refused ${SECRET}`) });
  }
}

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Job({ hooks: [Hooks.talk, Hooks.fail] }) talk(this: Wired<Ops>) {
    this.one();
  }
}

const ENV = { TOKEN: SECRET };
const defs = definitions({ jobs: [Ops], loggers: { collect, sometimes } });
const talk = defineJob(Ops, 'talk');

beforeEach(() => {
  lines.length = 0;
  isBroken = false;
});

describe('what a hook logs', () => {
  it('is stored with its run and told to the built-in logger, both without secrets', async () => {
    const world = new World();
    const dead = world.process('dead', { fastPath: false, env: ENV });
    await dead.execute(talk, { runId: 'r1', runConfig: { tags: { token: env('TOKEN') as unknown as string } } });
    await dead.dispatcher.stop();
    const process = world.process('one', { env: ENV });
    await process.know(talk);
    await world.drain(process);
    const log = await world.store.readHookLog('r1');
    expect(log).toMatchObject([{ type: 'log', hook: 'talk', stepKey: 'one', runId: 'r1' }]);
    const stored = JSON.stringify([log, await world.deliveries()]);
    expect(stored).toContain('token ••• of one');
    expect(stored).not.toContain(SECRET);
    expect(JSON.stringify(process.lines)).not.toContain(SECRET);
    expect(process.lines).toContainEqual(['info', 'token ••• of one']);
    await world.end();
  });

  it('goes to the loggers that the config of the run names', async () => {
    const world = new World();
    const job = defs.job('talk');
    await world.leave(job, { runConfig: { loggers: { collect: {} } } });
    const process = world.process('one');
    await process.know(job);
    await world.drain(process);
    expect(lines).toContainEqual(['info', `token ${SECRET} of one`, expect.objectContaining({ hookName: 'talk' })]);
    expect(process.lines).toEqual([]);
    await world.end();
  });

  it('goes to the built-in logger where another does not open', async () => {
    const world = new World();
    const job = defs.job('talk');
    await world.leave(job, { runConfig: { loggers: { sometimes: {} } } });
    isBroken = true;
    const process = world.process('one');
    await process.know(job);
    await world.drain(process);
    expect(process.lines).toContainEqual(['info', `token ${SECRET} of one`]);
    expect(process.said).toEqual([expect.stringContaining('no disk')]);
    await world.end();
  });
});
