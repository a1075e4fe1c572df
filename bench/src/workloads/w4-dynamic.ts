import { keepingHook } from '../contestants/attendances';
import { bareQueue } from '../contestants/bare-queue';
import { hookline } from '../contestants/hookline';
import { expectedOf } from '../graphs/expected';
import { fan } from '../graphs/graph';
import { effect } from '../peers/effect';
import { langGraphSend } from '../peers/langgraph-send';
import { mastraForeach } from '../peers/mastra-foreach';
import { dynamicJob } from '../product/dynamic-job';
import { bareOn } from './graph-case';
import type { Case, Contestants, Workload } from './workload';

export const w4: Workload = {
  id: 'W4',
  title: 'Dynamic: mapped and collected, the number unknown to the plan',
  unit: 'µs per op',
  cases: [{ ...mapped(1_000), peers: peersOn(1_000) }, mapped(10_000)],
};

/** p-graph has no such thing. */
function peersOn(width: number): Contestants {
  return {
    Effect: () => effect(fan(width)),
    Mastra: () => mastraForeach(width),
    LangGraph: () => langGraphSend(width),
  };
}

/** The reference knows the number beforehand. */
function mapped(width: number): Case {
  const graph = fan(width);
  const units = graph.calls.length;
  return {
    title: `1 → ${width.toLocaleString('en')} mapped → collect`,
    contestants: {
      bare: () => bareOn(graph),
      'bare that keeps': () => bareQueue(graph, keepingHook),
      hookline: () => hookline({ job: dynamicJob(width), units, expected: expectedOf(graph) }),
    },
  };
}
