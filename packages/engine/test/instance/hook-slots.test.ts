import { defineJob, type HookFunction, Job, Op, successHook, type Wired } from '@hookline/core';
import { createPlan, type HookDefinition, type JobDefinition } from '@hookline/core/spi';
import { HookSlots } from '../../src/index';

/** Definitions of so many hooks. */
function hooksOf(count: number): readonly HookDefinition[] {
  const functions = Array.from({ length: count }, (_, n) => successHook({ name: `h${n}` }, () => undefined));
  class Ops {
    @Op() a(): number {
      return 1;
    }
    @Job({ hooks: functions as HookFunction[] as never }) job(this: Wired<Ops>) {
      this.a();
    }
  }
  return createPlan(defineJob(Ops, 'job') as JobDefinition).hooks;
}

const [first, second, third, fourth, fifth] = hooksOf(5) as [
  HookDefinition,
  HookDefinition,
  HookDefinition,
  HookDefinition,
  HookDefinition,
];

const takeAll = (slots: HookSlots, hook: HookDefinition, times = 4) =>
  Array.from({ length: times }, () => slots.take(hook)).filter(Boolean).length;

describe('HookSlots', () => {
  let slots: HookSlots;
  let told: number;

  beforeEach(() => {
    slots = new HookSlots();
    told = 0;
  });

  it('has four places for one hook, and sixteen in all', () => {
    expect([slots.room(first), slots.places, slots.used]).toEqual([4, 16, 0]);
    expect(takeAll(slots, first, 6)).toBe(4);
    expect([slots.room(first), slots.room(second), slots.places, slots.used]).toEqual([0, 4, 12, 4]);
    for (const hook of [second, third]) takeAll(slots, hook);
    expect(takeAll(slots, fourth, 3)).toBe(3);
    expect([slots.room(fourth), slots.room(fifth), slots.places]).toEqual([1, 1, 1]);
    expect([slots.take(fifth), slots.take(fifth), slots.take(fourth)]).toEqual([true, false, false]);
  });

  it('gives a place that is given back to whoever asks next, and says so', () => {
    const stop = slots.onFree(() => (told += 1));
    takeAll(slots, first);
    expect(told).toBe(0);
    slots.give(first);
    expect([told, slots.room(first), slots.used]).toEqual([1, 1, 3]);
    for (let n = 0; n < 3; n += 1) slots.give(first);
    expect([told, slots.room(first), slots.used]).toEqual([4, 4, 0]);
    stop();
    slots.take(first);
    slots.give(first);
    expect(told).toBe(4);
  });

  it('has no places while it is closed, and says when it is open', () => {
    slots.onFree(() => (told += 1));
    slots.open();
    expect(told).toBe(0);
    slots.close();
    expect([slots.take(first), slots.room(first), slots.places, slots.used]).toEqual([false, 0, 0, 0]);
    slots.open();
    expect([told, slots.take(first), slots.places]).toEqual([1, true, 15]);
  });

  it('has a thousand deliveries wait, the rest waits in the store (D21)', () => {
    const waiting = Array.from({ length: 1_001 }, () => slots.wait());
    expect(waiting.filter(Boolean)).toHaveLength(1_000);
    slots.waited();
    expect([slots.wait(), slots.wait()]).toEqual([true, false]);
    slots.waited();
    slots.close();
    expect(slots.wait()).toBe(false);
  });
});
