import { keepingHook } from '../contestants/attendances';
import { bareQueue } from '../contestants/bare-queue';
import { hookline } from '../contestants/hookline';
import { expectedOf } from '../graphs/expected';
import { fan } from '../graphs/graph';
import { dynamicJob } from '../product/dynamic-job';
import { bareOn } from './graph-case';
import type { Case, Workload } from './workload';

export const w4: Workload = {
  id: 'W4',
  title: 'Dynamic: mapped and collected, the number unknown to the plan',
  unit: 'µs per op',
  cases: [mapped(1_000), mapped(10_000)],
};

/** The reference knows the number beforehand. */
function mapped(width: number): Case {
  const graph = fan(width);
  const units = graph.calls.length;
  return {
    title: `1 → ${width.toLocaleString('en')} mapped → collect`,
    contestants: {
      bare: () => bareOn(graph),
      'bare that keeps': () => bareQueue(graph, keepingHook()),
      hookline: () => hookline({ job: dynamicJob(width), units, expected: expectedOf(graph) }),
    },
  };
}
