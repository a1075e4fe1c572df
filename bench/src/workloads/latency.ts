import { hookLatency } from '../contestants/hook-latency';
import { chain, fan, type Graph } from '../graphs/graph';
import { latencyJob } from '../product/latency-job';
import type { Case, Workload } from './workload';

export const latency: Workload = {
  id: 'latency',
  title: 'Start of a hook after the commit of its trigger, 99th percentile',
  unit: 'µs',
  cases: [late('chain of 1,000', chain(1_000)), late('1 → 1,000 → 1', fan(1_000))],
};

function late(title: string, graph: Graph): Case {
  return { title, contestants: { hookline: () => hookLatency(latencyJob(graph)) } };
}
