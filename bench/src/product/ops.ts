import { Op, retryPolicy } from 'hookline';
import type { Item } from '../graphs/graph';

/** The ops of all graphs: async methods that return a small object at once. Contestants without decorators call them too. */
export class Ops {
  @Op() async first(): Promise<Item> {
    return { n: 0 };
  }

  @Op() async next(item: Item): Promise<Item> {
    return { n: item.n + 1 };
  }

  @Op() async pair(left: Item, right: Item): Promise<Item> {
    return { n: Math.max(left.n, right.n) + 1 };
  }

  @Op() async join(items: readonly Item[]): Promise<Item> {
    return { n: items.length };
  }

  /** Fails whenever it is called; one retry, at once. */
  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) }) async failing(_item: Item): Promise<Item> {
    throw new Error('This op always fails.');
  }
}
