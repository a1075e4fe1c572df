import { createPlan, type Plan } from '@hookline/core/spi';
import { InvariantError, type JobDefinition } from 'hookline';
import type { Timed } from './contestant';

/** Defines a job of so many nodes again and again: its body is traced and the plan is made. */
export function definition(define: () => JobDefinition, nodes: number): Timed {
  return {
    kind: 'timed',
    units: nodes,
    run: () => createPlan(define()),
    check: ({ result }) => {
      const { length } = (result as Plan).snapshot.steps;
      if (length !== nodes) throw new InvariantError(`The plan has ${length} steps instead of ${nodes}.`);
    },
  };
}
