import { createPlan, type Plan } from '@hookline/core/spi';
import { InvariantError, type JobDefinition } from 'hookline';
import type { Graph } from '../graphs/graph';
import { type BareGraph, layOut } from './bare-graph';
import type { Timed } from './contestant';

/** The edges of a graph in arrays: the part of a plan that any engine needs. */
export function edgesAlone(graph: Graph): Timed {
  return {
    kind: 'timed',
    units: graph.calls.length,
    run: () => layOut(graph),
    check: ({ result }) => {
      const { length } = (result as BareGraph).indegree;
      if (length !== graph.calls.length) throw new InvariantError(`There are ${length} ops in the arrays.`);
    },
  };
}

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
