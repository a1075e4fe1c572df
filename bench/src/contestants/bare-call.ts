import { assertNever } from '@hookline/core/spi';
import type { Call, Item } from '../graphs/graph';
import type { Ops } from '../product/ops';

/** Calls the method of an op with the items it takes. */
export function callOp(ops: Ops, call: Call, items: Readonly<Record<number, Item | undefined>>): Promise<Item> {
  switch (call.op) {
    case 'first':
      return ops.first();
    case 'next':
      return ops.next(items[call.from] as Item);
    case 'failing':
      return ops.failing(items[call.from] as Item);
    case 'pair':
      return ops.pair(items[call.from[0]] as Item, items[call.from[1]] as Item);
    case 'join':
      return ops.join(call.from.map((index) => items[index] as Item));
    default:
      return assertNever(call);
  }
}
