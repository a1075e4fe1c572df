import { plainHook } from '../contestants/attendances';
import { bareQueue } from '../contestants/bare-queue';
import { hookline } from '../contestants/hookline';
import { expectedOf } from '../graphs/expected';
import type { Graph } from '../graphs/graph';
import { graphJob } from '../product/graph-job';
import type { CreateContestant } from './workload';

/** The bare ready queue on a graph. */
export const bareOn = (graph: Graph) => bareQueue(graph, plainHook);

/** The product on a graph. */
export const hooklineOn = (graph: Graph) =>
  hookline({ job: graphJob(graph), units: graph.calls.length, expected: expectedOf(graph) });

/** The two that run on every graph. */
export function contestantsOn(graph: Graph): Readonly<Record<'bare' | 'hookline', CreateContestant>> {
  return { bare: () => bareOn(graph), hookline: () => hooklineOn(graph) };
}
