import {
  defineJob,
  defineResource,
  dynamic,
  type HookContext,
  type IoManager,
  Job,
  type JobInputs,
  Op,
  type OpContext,
  type Outs,
  outs,
  RunNotFoundError,
  SuccessHook,
  secret,
  type Wired,
} from '@hookline/core';
import type { Store } from '@hookline/core/spi';
import { createMemoryStore } from '@hookline/testing';
import { z } from 'zod';
import type { OpenInstance } from '../../src/index';
import { executeOn, openInstanceOn, said, shared } from './open-test-instance';

const done: string[] = [];
const told: [string, readonly unknown[]][] = [];
/** Ops that fail as long as they are here. */
const broken = new Set<string>();
let store: Store;
let instance: OpenInstance;
let other: OpenInstance;

beforeEach(async () => {
  for (const list of [done, told, said]) list.length = 0;
  broken.clear();
  held.clear();
  store = createMemoryStore();
  instance = await openInstanceOn(shared(store));
  other = await openInstanceOn(shared(store));
});

afterEach(async () => {
  await instance.close();
  await other.close();
});

function call(name: string): void {
  done.push(name);
  if (broken.has(name)) throw new Error(`${name} is broken`);
}

const held = new Map<string, unknown>();
const loaded: string[] = [];
const disk: IoManager = {
  storeOutput: ({ runId, stepKey, mapKey }, value) => void held.set(`${runId}/${stepKey}/${mapKey}`, value),
  loadInput: ({ runId, stepKey, mapKey }) => {
    loaded.push(`${runId}/${stepKey}`);
    const value = held.get(`${runId}/${stepKey}/${mapKey}`);
    if (value === undefined) throw new Error(`there is no ${runId}/${stepKey}/${mapKey}`);
    return value;
  },
};

const Inputs = z.object({ rate: z.number() });
const Anything = z.object({ given: z.any() });

class Hooks {
  @SuccessHook() static tell({ stepKey, opInputValues }: HookContext) {
    told.push([stepKey, opInputValues]);
  }
}

class Ops {
  @Op() first(): { rows: number[]; at: Date } {
    call('first');
    return { rows: [1, 2, 3], at: new Date(5) };
  }
  @Op() nothing(): null {
    call('nothing');
    return null;
  }
  @Op({ outs: ['odd', 'none?'] }) split(input: { rows: number[] }): Outs<{ odd: number[]; none?: number[] }> {
    call('split');
    return outs({ odd: input.rows.filter((n) => n % 2 === 1) });
  }
  @Op({ dynamic: true }) each(input: { rows: number[] }) {
    call('each');
    return dynamic(input.rows.map((n) => [`k${n}`, n] as const));
  }
  @Op() item(n: number, rate: number): number {
    call(`item ${n}`);
    return n * rate;
  }
  @Op() plus(n: number): number {
    call(`plus ${n}`);
    return n + 1;
  }
  @Op() sum(all: number[]): number {
    call(`sum ${all.join()}`);
    return all.reduce((a, b) => a + b, 0);
  }
  @Op() rare(none: number[]): number {
    call('rare');
    return none.length;
  }
  @Op() last(total: number, odd: number[], nothing: unknown): string {
    call('last');
    return `${total} ${odd.join()} ${String(nothing)}`;
  }
  @Job({ inputs: Inputs, hooks: [Hooks.tell] }) wide(this: Wired<Ops>, { rate }: JobInputs<typeof Inputs>) {
    const first = this.first();
    const { odd, none } = this.split(first);
    this.rare(none);
    const plus = this.each(first).map((n) => this.plus(this.item(n, rate)));
    this.last(this.sum(plus.collect()), odd, this.nothing());
  }

  @Op() lossy(_: unknown): { call: () => void } {
    call('lossy');
    return { call: () => undefined };
  }
  @Op() useLossy(input: { call: () => void }): number {
    call('useLossy');
    input.call();
    return 1;
  }
  @Op() after(n: number): number {
    call(`after ${n}`);
    return n;
  }
  @Job() losing(this: Wired<Ops>) {
    this.after(this.useLossy(this.lossy(this.first())));
  }

  @Op({ ioManagerKey: 'disk' }) managed(): number {
    call('managed');
    return 7;
  }
  @Op({ ioManagerKey: 'disk', dynamic: true }) managedEach() {
    call('managedEach');
    return dynamic([
      ['a', 10],
      ['b', 20],
    ] as const);
  }
  @Op({ ioManagerKey: 'memory' }) inMemory(): number {
    call('inMemory');
    return 5;
  }
  @Op({ ioManagerKey: 'filesystem' }) filed(): number[] {
    call('filed');
    return [1, 2];
  }
  @Op() big(): string {
    call('big');
    return 'b'.repeat(100_000);
  }
  @Op() use(n: number, items: number[], memory: number, file: number[], big: string): string {
    call('use');
    return `${n} ${items.join()} ${memory} ${file.join()} ${big.length}`;
  }
  @Job({ resources: { disk: defineResource({ create: () => disk }) }, hooks: [Hooks.tell] }) kept(this: Wired<Ops>) {
    const items = this.managedEach().map((n) => this.plus(n));
    this.use(this.managed(), items.collect(), this.inMemory(), this.filed(), this.big());
  }

  @Op({ requiredResourceKeys: ['db'] }) query({
    resources,
  }: OpContext & { resources: { db: { name: string } } }): string {
    call(`query ${resources.db.name}`);
    return resources.db.name;
  }
  @Job({
    resources: {
      db: defineResource({
        config: z.object({ token: secret(z.string()).optional() }),
        create: () => ({ name: 'real' }),
      }),
    },
  })
  withDb(this: Wired<Ops>) {
    this.query();
  }
  @Op({ config: z.object({ key: secret(z.string()) }) }) configured({
    opConfig,
  }: OpContext<object, { key: string }>): number {
    call(`configured ${opConfig.key.length}`);
    return 1;
  }
  @Job() withSecret(this: Wired<Ops>) {
    this.configured();
  }
  @Job({ inputs: Anything }) withAnything(this: Wired<Ops>, { given }: JobInputs<typeof Anything>) {
    this.lossy(given);
  }
}

class Changed {
  @Op() first(): number {
    return 1;
  }
  @Job() losing(this: Wired<Changed>) {
    this.first();
  }
}

const wide = defineJob(Ops, 'wide');
const losing = defineJob(Ops, 'losing');
const kept = defineJob(Ops, 'kept');
const taken = () => done.splice(0);

describe('a run that is executed again', () => {
  it('runs as a whole with the same request, as a child of the first', async () => {
    await executeOn(instance, wide, { runId: 'r1', inputs: { rate: 10 }, tags: { who: 'me' } });
    const first = taken();
    const again = await other.runs.rerun('r1', { job: wide });
    expect(again.outputFor('last')).toBe('63 1,3 null');
    expect(taken().sort()).toEqual(first.sort());
    const third = await other.runs.rerun(again.runId, { job: wide });
    expect(await other.runs.get(again.runId)).toMatchObject({ parentId: 'r1', rootId: 'r1', tags: { who: 'me' } });
    expect(await other.runs.get(third.runId)).toMatchObject({ parentId: again.runId, rootId: 'r1', status: 'success' });
  });

  it('takes over what succeeded from failure on: outputs, conditional ones, items of maps, null', async () => {
    broken.add('item 2').add('last');
    await executeOn(instance, wide, { runId: 'r1', inputs: { rate: 10 } });
    expect(taken()).toContain('item 2');
    told.length = 0;
    broken.delete('item 2');
    const second = await other.runs.rerun('r1', { job: wide, fromFailure: true, raiseOnError: false });
    expect(taken()).toEqual(['item 2', 'plus 20', 'sum 11,21,31', 'last']);
    expect(second.status).toBe('failure');
    expect(second.steps['rare']).toMatchObject({ status: 'skipped' });
    expect(second.steps['item[k1]']).toMatchObject({ status: 'success', attempts: 0 });
    // Hooks of what was taken over do not fire again.
    expect(told.map(([key]) => key)).toEqual(['item[k2]', 'plus[k2]', 'sum']);
    broken.clear();
    const third = await instance.runs.rerun(second.runId, { job: wide, fromFailure: true });
    expect(taken()).toEqual(['last']);
    expect(third.outputFor('last')).toBe('63 1,3 null');
    expect(third.outputFor('first')).toEqual({ rows: [1, 2, 3], at: new Date(5) });
    expect(told.at(-1)).toEqual(['last', [63, [1, 3], null]]);
    expect(await instance.runs.get(third.runId)).toMatchObject({ parentId: second.runId, rootId: 'r1' });
    const fourth = await instance.runs.rerun(third.runId, { job: wide, fromFailure: true });
    expect([fourth.status, taken()]).toEqual(['success', []]);
  });

  it('does everything in a map again where its dynamic step runs again', async () => {
    broken.add('each');
    await executeOn(instance, wide, { runId: 'r1', inputs: { rate: 1 } });
    taken();
    broken.clear();
    const again = await other.runs.rerun('r1', { job: wide, fromFailure: true });
    expect(taken().sort()).toEqual(
      ['each', 'item 1', 'item 2', 'item 3', 'plus 1', 'plus 2', 'plus 3', 'sum 2,3,4', 'last'].sort(),
    );
    expect(again.outputFor('last')).toBe('9 1,3 null');
  });

  it('runs again what has lost its output, and nothing above it, and says so', async () => {
    broken.add('useLossy');
    await executeOn(instance, losing, { runId: 'r1' });
    expect((await other.runs.get('r1')).notRestorable).toEqual([
      { stepKey: 'lossy', reason: expect.stringContaining('function') as string },
    ]);
    taken();
    broken.clear();
    await other.runs.rerun('r1', { job: losing, fromFailure: true });
    expect(taken()).toEqual(['lossy', 'useLossy', 'after 1']);
    expect(said).toContainEqual(
      expect.stringMatching(/^Step 'lossy' runs again, for its output was not stored: .*function/),
    );
  });

  it('leaves a lost output alone that nobody needs any more', async () => {
    broken.add('after 1');
    await executeOn(instance, losing, { runId: 'r1' });
    taken();
    broken.clear();
    await other.runs.rerun('r1', { job: losing, fromFailure: true });
    expect(taken()).toEqual(['after 1']);
  });

  it('runs selected steps, with what they need taken from the run before', async () => {
    await executeOn(instance, wide, { runId: 'r1', inputs: { rate: 10 } });
    taken();
    const again = await other.runs.rerun('r1', { job: wide, opSelection: ['sum'] });
    expect(taken()).toEqual(['sum 11,21,31']);
    expect(again.status).toBe('success');
    expect(Object.keys(again.steps)).not.toContain('last');
    await other.runs.rerun('r1', { job: wide, opSelection: ['sum*'] });
    expect(taken()).toEqual(['sum 11,21,31', 'last']);
  });

  it('refuses a selection that needs what did not succeed', async () => {
    broken.add('first');
    await executeOn(instance, losing, { runId: 'r1' });
    const refused = other.runs.rerun('r1', { job: losing, opSelection: ['after'] });
    await expect(refused).rejects.toMatchObject({
      code: 'HOOKLINE_BAD_SELECTION',
      message: expect.stringContaining("The selected steps need 'first'") as string,
    });
  });

  it('takes values from where they are: managers under the run that made them, files, the store; memory is run again', async () => {
    broken.add('use');
    await executeOn(instance, kept, { runId: 'r1' });
    taken();
    const second = await other.runs.rerun('r1', { job: kept, fromFailure: true, raiseOnError: false });
    expect(taken()).toEqual(['inMemory', 'use']);
    broken.clear();
    loaded.length = 0;
    const third = await other.runs.rerun(second.runId, { job: kept, fromFailure: true });
    expect(taken()).toEqual(['inMemory', 'use']);
    expect(loaded).toContain('r1/managed');
    expect(third.outputFor('use')).toBe('7 11,21 5 1,2 100000');
    const inputs = told.find(([key]) => key === 'use')?.[1];
    expect(inputs?.slice(0, 2)).toEqual([7, [11, 21]]);
    expect(new Set(loaded)).toEqual(new Set(['r1/managed']));
  });

  it('is refused where the job has another structure by now, is another one, or the run goes on', async () => {
    broken.add('useLossy');
    await executeOn(instance, losing, { runId: 'r1' });
    const changed = other.runs.rerun('r1', { job: defineJob(Changed, 'losing'), fromFailure: true });
    await expect(changed).rejects.toMatchObject({
      code: 'HOOKLINE_JOB_CHANGED',
      message: expect.stringContaining("The job 'losing' changed since run 'r1': step ") as string,
    });
    const wrong = other.runs.rerun('r1', { job: wide });
    await expect(wrong).rejects.toThrow("Run 'r1' is one of job 'losing', not of 'wide'.");
    await other.launch(losing, { runId: 'r2' });
    const open = other.runs.rerun('r2', { job: losing, fromFailure: true });
    await expect(open).rejects.toThrow("Run 'r2' has not ended");
  });

  it('is refused where a resource was given as a value, unless it is given anew (D14)', async () => {
    const withDb = defineJob(Ops, 'withDb');
    await executeOn(instance, withDb, { runId: 'r1', resources: { db: { name: 'mock' } } });
    await expect(other.runs.rerun('r1', { job: withDb })).rejects.toThrow("the store does not have its resource 'db'");
    await expect(other.runs.rerun('r1', { job: withDb, fromFailure: true })).rejects.toThrow("resource 'db'");
    await other.runs.rerun('r1', { job: withDb, resources: { db: { name: 'mock2' } } });
    expect(taken()).toEqual(['query mock', 'query mock2']);
  });

  it('is refused where a secret was given in config, unless config is given anew (D30)', async () => {
    const withDb = defineJob(Ops, 'withDb');
    const withSecret = defineJob(Ops, 'withSecret');
    await executeOn(instance, withDb, {
      runId: 'r1',
      runConfig: { resources: { db: { config: { token: 'abcdefgh' } } } },
    });
    await expect(other.runs.rerun('r1', { job: withDb })).rejects.toThrow("resource 'db'");
    const runConfig = { ops: { configured: { config: { key: 'abcdefghij' } } } };
    await executeOn(instance, withSecret, { runId: 'r2', runConfig });
    await expect(other.runs.rerun('r2', { job: withSecret })).rejects.toThrow('a secret that stood in its run config');
    await other.runs.rerun('r2', { job: withSecret, runConfig });
    expect(taken()).toEqual(['query real', 'configured 10', 'configured 10']);
  });

  it('is refused where an input could not be stored', async () => {
    const job = defineJob(Ops, 'withAnything');
    await executeOn(instance, job, { runId: 'r1', inputs: { given: () => 1 } });
    await expect(other.runs.rerun('r1', { job })).rejects.toThrow('something among its inputs that cannot be stored');
    await executeOn(instance, job, { runId: 'r2', inputs: { given: new Map([[1, new Date(0)]]) } });
    expect((await other.runs.rerun('r2', { job })).status).toBe('success');
  });

  it('finds runs by the beginning of their id, and says what is wrong with one that it does not find', async () => {
    await executeOn(instance, losing, { runId: 'abc1' });
    await executeOn(instance, losing, { runId: 'abd2' });
    expect((await other.runs.rerun('abc', { job: losing })).status).toBe('success');
    for (const given of ['ab', 'zzz', '']) {
      await expect(other.runs.rerun(given, { job: losing })).rejects.toBeInstanceOf(RunNotFoundError);
    }
    await expect(other.runs.get('ab')).rejects.toThrow(/abc1.*abd2|abd2.*abc1/);
  });
});
