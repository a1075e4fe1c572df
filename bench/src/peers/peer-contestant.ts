import { checkRun } from '../contestants/check-run';
import type { Timed } from '../contestants/contestant';
import { expectedOf } from '../graphs/expected';
import type { Graph } from '../graphs/graph';

/** How a peer runs a graph; resolves with the item of its last op. */
export type RunGraph = () => Promise<unknown>;

/** A peer on a graph. */
export function peerContestant(graph: Graph, run: RunGraph): Timed {
  const expected = expectedOf(graph);
  return {
    kind: 'timed',
    units: graph.calls.length,
    run,
    check: ({ result, runs }) => checkRun({ last: result, runs }, expected),
  };
}
