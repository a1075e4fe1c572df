import type { StateGraph } from '@langchain/langgraph';
import type { Timed } from '../contestants/contestant';
import type { Call, Graph, Item } from '../graphs/graph';
import { sourcesOf } from '../graphs/sources';
import { stagesOf } from '../graphs/stages';
import { hookedOp } from './hooked-op';
import { peerContestant } from './peer-contestant';

type Items = Readonly<Record<number, Item>>;

/**
 * LangGraph: a node per op, without a checkpointer. A chain writes one channel again and again (one per op takes twice as
 * long), other graphs one per stage, whose items a reducer gathers in place. It keeps the state at the end, no events.
 */
export async function langGraph(graph: Graph): Promise<Timed> {
  const { Annotation, StateGraph } = await import('@langchain/langgraph');
  const stages = stagesOf(graph);
  const isChain = stages.every(({ length }) => length === 1);
  const channelOf = (stage: number) => (isChain ? 'items' : `items-${stage}`);
  const gather = () => Annotation<Items>({ reducer: (left, right) => Object.assign(left, right), default: () => ({}) });
  const channels = stages.map((_, at) => [channelOf(at), isChain ? Annotation() : gather()] as const);
  const engine = new StateGraph(Annotation.Root(Object.fromEntries(channels)));
  for (const [at, stage] of stages.entries()) {
    for (const index of stage) {
      engine.addNode(String(index), async (state) => {
        const item = await hookedOp(graph.calls[index] as Call, (state[channelOf(at - 1)] ?? {}) as Items);
        return { [channelOf(at)]: { [index]: item } };
      });
    }
  }
  await connect(engine, graph, stages);
  const compiled = engine.compile();
  return peerContestant(graph, async () => {
    const state = await compiled.invoke({}, { recursionLimit: stages.length + 1 });
    return (state[channelOf(stages.length - 1)] as Items)[graph.calls.length - 1];
  });
}

async function connect(engine: StateGraph, { calls }: Graph, stages: readonly (readonly number[])[]): Promise<void> {
  const { END, START } = await import('@langchain/langgraph');
  for (const [index, call] of calls.entries()) {
    const sources = sourcesOf(call).map(String);
    const [only] = sources;
    engine.addEdge(only === undefined ? START : sources.length === 1 ? only : sources, String(index));
  }
  for (const index of stages.at(-1) ?? []) engine.addEdge(String(index), END);
}
