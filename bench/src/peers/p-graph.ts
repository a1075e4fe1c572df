import type { Timed } from '../contestants/contestant';
import type { Graph, Item } from '../graphs/graph';
import { sourcesOf } from '../graphs/sources';
import { hookedOp } from './hooked-op';
import { peerContestant } from './peer-contestant';

/** p-graph: made once, run again and again. It carries no values and keeps no events; items go through an array beside it. */
export async function pGraph(graph: Graph): Promise<Timed> {
  const { PGraph } = await import('p-graph');
  const items: (Item | undefined)[] = [];
  const nodes = graph.calls.map((call, index) => {
    const run = async () => {
      items[index] = await hookedOp(call, items);
    };
    return [String(index), { run }] as const;
  });
  const edges = graph.calls.flatMap((call, index) =>
    sourcesOf(call).map((source): [string, string] => [String(source), String(index)]),
  );
  const engine = new PGraph(new Map(nodes), edges);
  return peerContestant(graph, async () => {
    await engine.run();
    return items.at(-1);
  });
}
