import { defineJob, dynamic, Graph, Job, Op, type Outs, outs, retryPolicy, toJob, type Wired } from '@hookline/core';
import { createTestExecutor } from './engine';

const execute = createTestExecutor();

class Ops {
  @Op({ outs: ['some', 'none?'] }) split(): Outs<{ some: number; none?: number }> {
    return outs({ some: 1 });
  }
  @Op() one(): number {
    return 1;
  }
  @Op() bad(): number {
    throw new Error('bad');
  }
  @Op() take(n: number): number {
    return n;
  }
  @Op() add(a: number, b: number): number {
    return a + b;
  }
  @Op() list(all: unknown[]): unknown[] {
    return all;
  }
  @Job() job(this: Wired<Ops>) {
    const { some, none } = this.split();
    const bad = this.bad();
    this.take.alias('absent')(none);
    this.take.alias('absentDown')(this.take.alias('absentUp')(none));
    this.add.alias('oneAbsent')(some, none);
    this.add.alias('absentAndBroken')(none, bad);
    this.add.alias('broken')(some, bad);
    this.list.alias('fanIn')([some, none, 7, { n: 8 }, this.one()]);
    this.list.alias('constantsStay')([none, 7]);
    this.list.alias('allAbsent')([none, none]);
    this.list.alias('fanInBroken')([none, some, bad]);
    this.take.alias('afterSkipped').after(none)(1);
    this.take.alias('afterBad').after(bad)(1);
    this.take.alias('absentAfterBad').after(bad)(none);
  }
}

describe('a step whose upstream steps have ended (S22)', () => {
  it('is skipped, not executed, or runs with the present values', async () => {
    const result = await execute(defineJob(Ops, 'job'), { raiseOnError: false });
    const told = Object.entries(result.steps).map(([key, { status, skipReason }]) => [key, skipReason ?? status]);
    expect(Object.fromEntries(told)).toEqual({
      split: 'success',
      bad: 'failure',
      one: 'success',
      absent: 'absent',
      absentUp: 'absent',
      absentDown: 'absent',
      oneAbsent: 'absent',
      absentAndBroken: 'absent',
      broken: 'upstream',
      fanIn: 'success',
      constantsStay: 'success',
      allAbsent: 'absent',
      fanInBroken: 'upstream',
      afterSkipped: 'success',
      afterBad: 'upstream',
      absentAfterBad: 'absent',
    });
    expect(result.outputFor('fanIn')).toEqual([1, 7, { n: 8 }, 1]);
    expect(result.outputFor('constantsStay')).toEqual([7]);
    expect(result.steps['absent']).toMatchObject({ status: 'skipped', attempts: 0, startedAt: undefined });
    expect(result.steps['broken']).toMatchObject({ status: 'notExecuted', attempts: 0 });
  });

  it('gets a constant of its own in each run', async () => {
    class Mutating {
      @Op() push(rows: number[]): number {
        return rows.push(0);
      }
      @Job() job(this: Wired<Mutating>) {
        this.push([1]);
      }
    }
    const job = defineJob(Mutating, 'job');
    expect((await execute(job)).outputFor('push')).toBe(2);
    expect((await execute(job)).outputFor('push')).toBe(2);
  });
});

describe('a return value that is not what the op declares (S25)', () => {
  const returned: { value: unknown } = { value: undefined };
  class Wrong {
    @Op({ outs: ['a', 'b?'], retryPolicy: retryPolicy({ maxRetries: 3 }) }) several(): Outs<{ a: number; b?: number }> {
      return returned.value as Outs<{ a: number }>;
    }
    @Op({ dynamic: true }) keyed() {
      return returned.value as ReturnType<typeof dynamic<number>>;
    }
    @Op() single(): unknown {
      return returned.value;
    }
    @Graph() severalOnly(this: Wired<Wrong>) {
      this.several();
    }
    @Graph() keyedOnly(this: Wired<Wrong>) {
      this.keyed();
    }
    @Graph() singleOnly(this: Wired<Wrong>) {
      this.single();
    }
  }

  it.each([
    [
      'severalOnly',
      outs({}),
      "Step 'several' did not return its output 'a'. Return it, or declare it as 'a?' if it may be absent.",
    ],
    [
      'severalOnly',
      outs({ a: 1, c: 2 }),
      "Step 'several' returned the output 'c', which @Op({ outs }) does not declare. Declared: a, b.",
    ],
    [
      'severalOnly',
      { a: 1 },
      "Step 'several' declares outs but did not return outs(...). End the op with return outs({ ... }).",
    ],
    [
      'severalOnly',
      undefined,
      "Step 'several' declares outs but did not return outs(...). End the op with return outs({ ... }).",
    ],
    [
      'severalOnly',
      dynamic([]),
      "Step 'several' declares outs but did not return outs(...). End the op with return outs({ ... }).",
    ],
    [
      'keyedOnly',
      [['a', 1]],
      "Step 'keyed' is dynamic but did not return dynamic(...). End the op with return dynamic(entries).",
    ],
    [
      'keyedOnly',
      outs({}),
      "Step 'keyed' is dynamic but did not return dynamic(...). End the op with return dynamic(entries).",
    ],
    [
      'singleOnly',
      outs({ a: 1 }),
      "Step 'single' returned outs(...) but op 'single' declares none. Add @Op({ outs: ['...'] }).",
    ],
    ['singleOnly', dynamic([]), "Step 'single' returned dynamic(...) but is not dynamic. Add @Op({ dynamic: true })."],
  ] as const)('fails the step of %s with kind framework, without a retry', async (graph, value, message) => {
    returned.value = value;
    const result = await execute(toJob(Wrong, graph, { name: 'job' }), { raiseOnError: false });
    expect(Object.values(result.steps)).toMatchObject([{ status: 'failure', failureKind: 'framework', attempts: 1 }]);
    expect(result.error).toMatchObject({ code: 'HOOKLINE_INVALID_OUTPUT', message });
  });
});
