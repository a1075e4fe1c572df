import { callOp } from '../contestants/bare-call';
import type { Durable } from '../contestants/contestant';
import { type Load, manyRuns } from '../contestants/many-runs';
import { newDatabase } from '../durable/place';
import { postgresMeter } from '../durable/postgres-meter';
import type { Graph, Item } from '../graphs/graph';
import { stagesOf } from '../graphs/stages';
import { Ops } from '../product/ops';
import { countHook } from '../product/tally';
import { peerContestant } from './peer-contestant';

/**
 * DBOS: a workflow whose ops and hooks are steps. The hooks of a stage run beside the ops of the next, as ours do; steps are
 * begun in an order that is the same each time, as DBOS demands.
 */
export async function dbos(graph: Graph, load: Load): Promise<Durable> {
  const { DBOS } = await import('@dbos-inc/dbos-sdk');
  const url = await newDatabase();
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, logLevel: 'error' });
  const ops = new Ops();
  const stages = stagesOf(graph);
  const body = async () => {
    const items: Item[] = [];
    const call = async (index: number) => {
      const made = () => callOp(ops, graph.calls[index] as Graph['calls'][number], items);
      items[index] = await DBOS.runStep(made, { name: `op ${index}` });
    };
    const hook = (index: number) => DBOS.runStep(() => Promise.resolve(countHook()), { name: `hook ${index}` });
    let above: readonly number[] = [];
    for (const stage of stages) {
      await Promise.all([...above.map(hook), ...stage.map(call)]);
      above = stage;
    }
    await Promise.all(above.map(hook));
    return items.at(-1);
  };
  const workflow = DBOS.registerWorkflow(body, { name: 'bench' });
  await DBOS.launch();
  const one = peerContestant(graph, () => workflow());
  return {
    ...(load.runs === 1 ? one : manyRuns(one, load)),
    meter: postgresMeter(url),
    close: () => DBOS.shutdown({ deregister: true }),
  };
}
