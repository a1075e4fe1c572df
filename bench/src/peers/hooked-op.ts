import type { HookContext } from 'hookline';
import { callOp } from '../contestants/bare-call';
import type { Call, Item } from '../graphs/graph';
import { Hooks } from '../product/hooks';
import { Ops } from '../product/ops';

const ops = new Ops();

/** Calls an op and then its hook: what a user of an engine without hooks would write. */
export async function hookedOp(call: Call, items: Readonly<Record<number, Item | undefined>>): Promise<Item> {
  const item = await callOp(ops, call, items);
  Hooks.counted(item as unknown as HookContext);
  return item;
}
