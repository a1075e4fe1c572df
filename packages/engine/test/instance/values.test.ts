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
  StartHook,
  SuccessHook,
  secret,
  successHook,
  type Wired,
} from '@hookline/core';
import { z } from 'zod';
import { UnstoredValue } from '../../src/index';
import { TestInstance } from './test-instance';

/** Step key → inputs and outputs that its hook saw. */
const seen = new Map<string, readonly [readonly unknown[], Readonly<Record<string, unknown>>]>();
const started = new Map<string, readonly unknown[]>();
/** Objects that ops got. */
const live: unknown[] = [];
let instance: TestInstance;

beforeEach(() => {
  seen.clear();
  started.clear();
  live.length = 0;
  instance = new TestInstance();
});

class Hooks {
  @SuccessHook() static see({ stepKey, opInputValues, opOutputValues }: HookContext) {
    seen.set(stepKey, [opInputValues, opOutputValues]);
  }
  @StartHook() static seeStart({ stepKey, opInputValues, opOutputValues }: HookContext) {
    started.set(stepKey, opInputValues);
    expect(opOutputValues).toEqual({});
  }
}

const seeAs = (name: string) =>
  successHook({ name: `see${name}` }, ({ stepKey, opInputValues, opOutputValues }: HookContext) => {
    seen.set(stepKey, [opInputValues, opOutputValues]);
  });

class Money {
  constructor(readonly cents: number) {}
}

const Inputs = z.object({ days: z.array(z.string()), rate: z.number() });
const BIG = 'x'.repeat(100_000);
const HUGE = 'y'.repeat(9 * 1024 * 1024);
const held = new Map<string, unknown>();
const disk: IoManager = {
  storeOutput: ({ stepKey, output, mapKey }, value) => void held.set(`${stepKey}/${output}/${mapKey}`, value),
  loadInput: ({ stepKey, output, mapKey }) => structuredClone(held.get(`${stepKey}/${output}/${mapKey}`)),
};
const secretDb = defineResource({ config: z.object({ token: secret(z.string()) }), create: ({ config }) => config });

class Ops {
  @Op() rows(): { rows: number[]; at: Date } {
    return { rows: [1, 2], at: new Date(0) };
  }
  @Op() spoil(input: { rows: number[] }): number {
    live.push(input);
    input.rows.push(99);
    return input.rows.length;
  }
  @Op() read(input: { rows: number[] }, n: number): readonly number[] {
    live.push(input);
    return [...input.rows, n];
  }
  @Op({ outs: ['odd', 'even?'] }) split(input: { rows: number[] }): Outs<{ odd: number[]; even?: number[] }> {
    return outs({ odd: input.rows.filter((n) => n % 2 === 1) });
  }
  @Op({ dynamic: true }) each(input: { rows: number[] }) {
    return dynamic(input.rows.map((n) => [`k${n}`, { n }] as const));
  }
  @Op() item(one: { n: number }, days: readonly string[]): number {
    const { n } = one;
    one.n = -1;
    (days as string[]).push('spoilt');
    return n * 10;
  }
  @Op() echo(n: number): number {
    return n;
  }
  @Op() list(items: readonly unknown[], all: readonly number[], options: { deep: number[] }): number {
    options.deep.push(7);
    return items.length + all.length;
  }
  @Job({ inputs: Inputs, hooks: [Hooks.see, Hooks.seeStart] }) wide(
    this: Wired<Ops>,
    { days, rate }: JobInputs<typeof Inputs>,
  ) {
    const rows = this.rows();
    const spoilt = this.spoil(rows);
    this.read.after(spoilt)(rows, rate);
    const { odd, even } = this.split(rows);
    const items = this.each.after(spoilt)(rows);
    const tens = items.map((one) => this.echo(this.item(one, days)));
    this.list([odd, even, 3, rate], tens.collect(), { deep: [1] });
  }

  @Op() big(): string {
    return BIG;
  }
  @Op() huge(): string {
    return HUGE;
  }
  @Op() fn(): { call: () => number; plain: number } {
    return { call: () => 1, plain: 2 };
  }
  @Op() money(): Money {
    return new Money(5);
  }
  @Op({ requiredResourceKeys: ['db'] }) token(context: OpContext<{ db: { token: string } }>): { url: string } {
    return { url: `https://x/?t=${context.resources.db.token}` };
  }
  @Op({ ioManagerKey: 'memory' }) kept(): number {
    return 1;
  }
  @Op({ ioManagerKey: 'filesystem' }) filed(): { n: number } {
    return { n: 1 };
  }
  @Op({ ioManagerKey: 'filesystem' }) hugeFile(): string {
    return HUGE;
  }
  @Op() take(_?: unknown): number {
    live.push(_);
    return 0;
  }
  // A hook of its own for each step: one hook has four places.
  @Job({ resources: { db: secretDb } }) large(this: Wired<Ops>) {
    const take = (name: string) => this.take.alias(name).withHooks(seeAs(name));
    take('ofBig')(this.big.withHooks(Hooks.see)());
    take('ofHuge')(this.huge());
    take('ofFn')(this.fn());
    take('ofMoney')(this.money());
    take('ofToken')(this.token());
    take('ofKept')(this.kept());
    take('ofFiled')(this.filed());
    take('ofHugeFile')(this.hugeFile());
  }

  @Op({ ioManagerKey: 'disk', dynamic: true }) managedEach() {
    return dynamic([
      ['a', { n: 1 }],
      ['b', { n: 2 }],
    ] as const);
  }
  @Op({ ioManagerKey: 'disk' }) managed(one: { n: number }): { n: number } {
    return { n: one.n + 1 };
  }
  @Job({ hooks: [Hooks.see], resources: { disk: defineResource({ create: () => disk }) } }) withDisk(this: Wired<Ops>) {
    const made = this.managedEach().map((one) => this.managed(one));
    this.take(made.collect());
  }
}

describe('what hooks on an instance see of values (D29, S19)', () => {
  it('is copies of inputs and outputs as they were when they were produced', async () => {
    const inputs = { days: ['mon'], rate: 2 };
    const result = await instance.executor()(defineJob(Ops, 'wide'), { inputs });
    expect(result.error).toBeUndefined();
    const rows = { rows: [1, 2], at: new Date(0) };
    expect(Object.fromEntries(seen)).toEqual({
      rows: [[], { result: rows }],
      spoil: [[rows], { result: 3 }],
      read: [[rows, 2], { result: [1, 2, 99, 2] }],
      split: [[rows], { odd: [1, 99] }],
      each: [[rows], { result: { k1: { n: 1 }, k2: { n: 2 }, k99: { n: 99 } } }],
      'item[k1]': [[{ n: 1 }, ['mon']], { result: 10 }],
      'item[k2]': [[{ n: 2 }, ['mon']], { result: 20 }],
      'item[k99]': [[{ n: 99 }, ['mon']], { result: 990 }],
      'echo[k1]': [[10], { result: 10 }],
      'echo[k2]': [[20], { result: 20 }],
      'echo[k99]': [[990], { result: 990 }],
      list: [[[[1, 99], 3, 2], [10, 20, 990], { deep: [1] }], { result: 6 }],
    });
    expect(started.get('read')).toEqual([rows, 2]);
    expect(started.get('item[k2]')).toEqual([{ n: 2 }, ['mon']]);
    // Ops share the live objects.
    expect(live[0]).toBe(live[1]);
    expect(seen.get('read')?.[0][0]).not.toBe(live[1]);
  });

  it('is the same for what lies beside the database, and a stand-in for what was not stored', async () => {
    const runConfig = { resources: { db: { config: { token: 'very-secret-token' } } } };
    const result = await instance.executor()(defineJob(Ops, 'large'), { runConfig, runId: 'r1' });
    expect(result.error).toBeUndefined();
    const value = (key: string) => seen.get(key)?.[0][0];
    expect(value('ofBig')).toBe(BIG);
    expect(value('ofFiled')).toEqual({ n: 1 });
    expect(value('ofHugeFile')).toBe(HUGE);
    expect(seen.get('big')?.[1]['result']).toBe(BIG);
    const lost = ['ofHuge', 'ofFn', 'ofMoney', 'ofToken', 'ofKept'].map(value) as UnstoredValue[];
    expect(lost.every((each) => each instanceof UnstoredValue)).toBe(true);
    expect(lost.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^it takes 94371\d\d bytes, more than 8388608: give the op an ioManagerKey$/),
      'function call at call',
      expect.stringContaining('an object of class Money'),
      'it contains a secret',
      'its IO manager is memory',
    ]);
    expect(lost[3]?.preview).toContain('•••');
    expect(lost[0]?.preview).toHaveLength(200);
    expect(JSON.stringify(instance.events)).not.toContain('very-secret-token');
    expect([...instance.blobs.keys()].every((address) => /^r1\/1-1-[0-9a-f]{32}$/.test(address))).toBe(true);
    expect(instance.blobs.size).toBe(3);
    // Dependents in the process get the live objects, whatever could be stored.
    expect(live).toContainEqual({ call: expect.any(Function) as unknown, plain: 2 });
    expect(live).toContainEqual(new Money(5));
  });

  it('is loaded from the manager of the user that holds it, item by item', async () => {
    const result = await instance.executor()(defineJob(Ops, 'withDisk'));
    expect(result.hookEvents.filter(({ type }) => type === 'hook.failed')).toEqual([]);
    expect(Object.fromEntries(seen)).toEqual({
      managedEach: [[], { result: { a: { n: 1 }, b: { n: 2 } } }],
      'managed[a]': [[{ n: 1 }], { result: { n: 2 } }],
      'managed[b]': [[{ n: 2 }], { result: { n: 3 } }],
      take: [[[{ n: 2 }, { n: 3 }]], { result: 0 }],
    });
  });
});
