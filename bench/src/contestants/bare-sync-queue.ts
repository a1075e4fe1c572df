import type { HookContext } from 'hookline';
import { expectedOf } from '../graphs/expected';
import { chain, type Item } from '../graphs/graph';
import { Hooks } from '../product/hooks';
import { SyncOps } from '../product/sync-ops';
import { checkRun } from './check-run';
import type { Timed } from './contestant';

/** A chain of synchronous ops, called one after the other: without promises a ready queue is a loop. */
export function bareSyncChain(size: number): Timed {
  const expected = expectedOf(chain(size));
  return { kind: 'timed', units: size, run: () => walk(size), check: (ended) => check(ended) };

  function check({ result, runs }: { readonly result: unknown; readonly runs: number }): void {
    checkRun({ last: (result as Item[]).at(-1), runs }, expected);
  }
}

function walk(size: number): Item[] {
  const ops = new SyncOps();
  const items = new Array<Item>(size);
  let item = ops.first();
  for (let at = 0; at < size; at += 1) {
    if (at > 0) item = ops.next(item);
    items[at] = item;
    Hooks.counted(item as unknown as HookContext);
  }
  return items;
}
