import { openInstance } from 'hookline';
import { newPlace, type StoreKind } from '../durable/place';
import { expectedOf } from '../graphs/expected';
import type { Graph } from '../graphs/graph';
import { graphJob } from '../product/graph-job';
import type { Durable } from './contestant';
import { hookline } from './hookline';
import { type Load, manyRuns } from './many-runs';

/** The product on a store of its own, as users open it. */
export async function hooklineOnStore(graph: Graph, load: Load, kind: StoreKind): Promise<Durable> {
  const { url, meter } = await newPlace(kind);
  const durability = kind === 'relaxed' ? 'relaxed' : 'power';
  const instance = await openInstance(url, { name: 'bench', environment: 'bench', durability });
  const one = hookline({ job: graphJob(graph), units: graph.calls.length, expected: expectedOf(graph), instance });
  return { ...(load.runs === 1 ? one : manyRuns(one, load)), meter, close: () => instance.close() };
}
