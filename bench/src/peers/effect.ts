import type { Program } from 'effect';
import type { Timed } from '../contestants/contestant';
import type { Call, Graph, Item } from '../graphs/graph';
import { stagesOf } from '../graphs/stages';
import { hookedOp } from './hooked-op';
import { peerContestant } from './peer-contestant';

/** Effect: one program per graph, one `forEach` of fibers per stage. It keeps no events; items go through an array. */
export async function effect(graph: Graph): Promise<Timed> {
  const { Effect } = await import('effect');
  const items: (Item | undefined)[] = [];
  const op = (index: number) =>
    Effect.promise(async () => {
      items[index] = await hookedOp(graph.calls[index] as Call, items);
    });
  const stage = (indices: readonly number[]): Program<void> =>
    indices.length === 1
      ? op(indices[0] as number)
      : Effect.forEach(indices, op, { concurrency: 'unbounded', discard: true });
  const program = stagesOf(graph)
    .map(stage)
    .reduce((before, next) => Effect.andThen(before, next));
  return peerContestant(graph, async () => {
    await Effect.runPromise(program);
    return items.at(-1);
  });
}
