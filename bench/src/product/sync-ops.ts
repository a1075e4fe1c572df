import { Op } from 'hookline';
import type { Item } from '../graphs/graph';

/** The ops as plain synchronous methods. */
export class SyncOps {
  @Op() first(): Item {
    return { n: 0 };
  }

  @Op() next(item: Item): Item {
    return { n: item.n + 1 };
  }
}
