import type { PlanStep } from '@hookline/core/spi';
import fc from 'fast-check';
import { ReadyQueue } from '../src/run/ready-queue';
import { StepRun } from '../src/run/step-run';

function createStep(index: number, priority: number, item: number): StepRun {
  return new StepRun(index, { priority } as PlanStep, { key: `${index}[${item}]`, item, mapKey: undefined });
}

describe('ReadyQueue', () => {
  it('gives the highest priority first, then body order, then emission order', () => {
    const place = fc.record({ index: fc.nat(20), item: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 60 }), (places) => {
        const queue = new ReadyQueue();
        // One plan step has one priority.
        const steps = places.map(({ index, item }) => createStep(index, (index % 5) - 2, item));
        for (const step of steps) queue.push(step);
        const taken = steps.map(() => queue.pop() as StepRun);
        const sorted = [...steps].sort(
          (a, b) => b.plan.priority - a.plan.priority || a.index - b.index || a.item - b.item,
        );
        expect(taken.map(({ key }) => key)).toEqual(sorted.map(({ key }) => key));
        expect([queue.size, queue.pop()]).toEqual([0, undefined]);
      }),
    );
  });
});
