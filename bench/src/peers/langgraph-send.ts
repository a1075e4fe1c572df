import type { Timed } from '../contestants/contestant';
import { fan, type Item } from '../graphs/graph';
import { countHook } from '../product/tally';
import { hookedOp } from './hooked-op';
import { peerContestant } from './peer-contestant';

/** LangGraph's `Send`: as many calls of a node as another one finds at run time, gathered by a reducer. */
export async function langGraphSend(width: number): Promise<Timed> {
  const { Annotation, END, START, Send, StateGraph } = await import('@langchain/langgraph');
  const from = Array.from({ length: width }, (_, at) => at);
  const append = (left: Item[], right: Item[]) => {
    left.push(...right);
    return left;
  };
  const items = Annotation<Item[]>({ reducer: append, default: () => [] });
  const engine = new StateGraph(Annotation.Root({ given: Annotation(), items, joined: Annotation() }))
    .addNode('split', () => {
      countHook();
      return Promise.resolve({});
    })
    .addNode('next', async ({ given }) => ({ items: [await hookedOp({ op: 'next', from: 0 }, [given as Item])] }))
    .addNode('join', async (state) => ({ joined: await hookedOp({ op: 'join', from }, state['items'] as Item[]) }))
    .addEdge(START, 'split')
    .addConditionalEdges('split', () => from.map(() => new Send('next', { given: { n: 0 } })), ['next'])
    .addEdge('next', 'join')
    .addEdge('join', END);
  const compiled = engine.compile();
  return peerContestant(fan(width), async () => (await compiled.invoke({}, { recursionLimit: 10 }))['joined']);
}
