import {
  defineJob,
  defineResource,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  type IoManager,
  Job,
  Op,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { type AnyOptions, UnstoredValue } from '@hookline/engine';
import { z } from 'zod';
import { World } from './world';

const seen: (readonly [string, unknown])[] = [];
const held = new Map<string, unknown>();
let opened = 0;

function diskOf(name: string): IoManager {
  return {
    storeOutput: ({ stepKey }, value) => void held.set(`${name}/${stepKey}`, value),
    loadInput: ({ stepKey }) => held.get(`${name}/${stepKey}`),
  };
}

/** Each disk keeps its own. */
const diskResource = defineResource({
  config: z.object({ name: z.string() }),
  create: ({ config }) => {
    opened += 1;
    return diskOf(config.name);
  },
});

class Hooks {
  @FailureHook() static alert({ opInputValues }: FailureHookContext) {
    seen.push(['alert', opInputValues[0]]);
  }
  @SuccessHook() static archive({ opOutputValues }: HookContext) {
    seen.push(['archive', opOutputValues['result']]);
  }
}

class Ops {
  @Op({ ioManagerKey: 'disk', hooks: [Hooks.archive] }) make(): number {
    return 7;
  }
  @Op({ hooks: [Hooks.alert] }) fail(_: number): void {
    throw new Error('no');
  }
  @Op({ config: z.object({ password: z.string() }) }) login(): void {}
  @Job({ resources: { disk: diskResource } }) job(this: Wired<Ops>) {
    this.fail(this.make());
    this.login();
  }
}

const job = defineJob(Ops, 'job');
const runConfig = {
  ops: { login: { config: { password: { env: 'PASSWORD' } } } },
  resources: { disk: { config: { name: { env: 'DISK' } } } },
};

/** What its hooks are shown in a process with another environment than that of the run. */
async function delivered(env: Readonly<Record<string, string>>, options: AnyOptions = {}): Promise<readonly string[]> {
  const world = new World();
  const first = world.process('first', { fastPath: false, env: { DISK: 'd1', PASSWORD: 'p' } });
  await first.execute(job, { runConfig, ...options });
  await first.dispatcher.stop();
  const second = world.process('second', { env });
  await second.know(job);
  second.dispatcher.start();
  await world.clock.advance('500ms');
  const states = await world.states();
  await world.end();
  return states;
}

beforeEach(() => {
  seen.length = 0;
  held.clear();
  opened = 0;
});

describe('a manager that has config', () => {
  it.each([
    ['all', { DISK: 'd1', PASSWORD: 'p' }],
    ['all but what another op needs', { DISK: 'd1' }],
  ])('is opened with it in a process that only delivers, and has %s', async (_, env) => {
    expect(await delivered(env)).toEqual(['archive: delivered', 'alert: delivered']);
    expect(seen).toEqual([
      ['archive', 7],
      ['alert', 7],
    ]);
  });

  it('keeps no alert from going where the process cannot have it', async () => {
    expect(await delivered({ PASSWORD: 'p' })).toEqual(['archive: pending', 'alert: delivered']);
    expect(seen).toEqual([['alert', expect.any(UnstoredValue)]]);
    expect(seen[0]?.[1]).toMatchObject({ reason: expect.stringContaining('DISK') as string });
  });

  it('that was given by value is never taken for the real one', async () => {
    const all = { DISK: 'd1', PASSWORD: 'p' };
    const states = await delivered(all, { resources: { disk: diskOf('mock') } });
    expect(states).toEqual(['archive: pending', 'alert: delivered']);
    expect(seen).toEqual([['alert', expect.any(UnstoredValue)]]);
    expect(seen[0]?.[1]).toMatchObject({ reason: expect.stringContaining('by value') as string });
    expect(opened).toBe(0);
  });
});
