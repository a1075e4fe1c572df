import type { Call, Graph } from '../graphs/graph';
import { sourcesOf } from '../graphs/sources';

/** A graph as the ready queue walks it: dependents of op `i` are `targets[offsets[i] .. offsets[i + 1]]`. */
export interface BareGraph {
  readonly calls: readonly Call[];
  readonly indegree: Int32Array;
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** Lays the edges of a graph out in compressed rows. */
export function layOut({ calls }: Graph): BareGraph {
  const indegree = Int32Array.from(calls, (call) => sourcesOf(call).length);
  const offsets = new Int32Array(calls.length + 1);
  for (const call of calls) for (const source of sourcesOf(call)) offsets[source + 1] = (offsets[source + 1] ?? 0) + 1;
  for (let at = 1; at <= calls.length; at += 1) offsets[at] = (offsets[at] ?? 0) + (offsets[at - 1] ?? 0);
  const next = offsets.slice();
  const targets = new Int32Array(offsets.at(-1) ?? 0);
  for (const [index, call] of calls.entries()) {
    for (const source of sourcesOf(call)) {
      const at = next[source] ?? 0;
      targets[at] = index;
      next[source] = at + 1;
    }
  }
  return { calls, indegree, offsets, targets };
}
