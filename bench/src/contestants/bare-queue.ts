import { expectedOf } from '../graphs/expected';
import type { Graph, Item } from '../graphs/graph';
import { Ops } from '../product/ops';
import { callOp } from './bare-call';
import { type BareGraph, layOut } from './bare-graph';
import { checkRun } from './check-run';
import type { Timed } from './contestant';

/** What a ready queue does beside the ops of one run. */
export interface Attendance {
  /** Called after each op; a run also waits for the promise that it may return. */
  succeeded(item: Item, index: number): undefined | Promise<void>;
  /** Called when an op has failed and its retry too. */
  failed?(error: unknown): void;
}

/**
 * The least that any engine must do: precomputed arrays, the same async ops, one `.then` per op, hooks called as functions,
 * items kept in an array. No events, no contexts, no limits, no timeouts.
 */
export function bareQueue(graph: Graph, attend: () => Attendance): Timed {
  const bare = layOut(graph);
  const expected = expectedOf(graph);
  return {
    kind: 'timed',
    units: graph.calls.length,
    run: () => walk(bare, attend()),
    check: ({ result, runs }) => checkRun({ last: (result as Items).at(-1), runs }, expected),
  };
}

type Items = (Item | undefined)[];

function walk({ calls, indegree, offsets, targets }: BareGraph, attendance: Attendance): Promise<Items> {
  const ops = new Ops();
  const left = indegree.slice();
  const items: Items = new Array<Item | undefined>(calls.length);
  let ended = 0;
  return new Promise((resolve) => {
    const call = (index: number) => callOp(ops, calls[index] as (typeof calls)[number], items);
    const end = () => {
      ended += 1;
      if (ended === calls.length) resolve(items);
    };
    const giveUp = (error: unknown) => {
      attendance.failed?.(error);
      end();
    };
    const release = (index: number) => {
      const last = offsets[index + 1] as number;
      for (let at = offsets[index] as number; at < last; at += 1) {
        const target = targets[at] as number;
        left[target] = (left[target] as number) - 1;
        if (left[target] === 0) start(target);
      }
    };
    const start = (index: number) => {
      const succeed = (item: Item) => {
        items[index] = item;
        const hooked = attendance.succeeded(item, index);
        release(index);
        if (hooked === undefined) end();
        else void hooked.then(end);
      };
      call(index).then(succeed, () => call(index).then(succeed, giveUp));
    };
    for (let index = 0; index < calls.length; index += 1) if (indegree[index] === 0) start(index);
  });
}
