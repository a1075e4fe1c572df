// Samples of docs/concepts/ops-jobs-graphs.md.
import {
  type Dynamic,
  dynamic,
  Graph,
  Job,
  type JobInputs,
  Op,
  type OpContext,
  type Output,
  type Outs,
  outs,
  retryPolicy,
  type Wired,
} from 'hookline';
import { z } from 'zod';
import { type Ledger, ledgerResource } from './ledger';

export interface Order {
  readonly id: string;
  readonly amount: number;
}

const resources = { ledger: ledgerResource };

const taxConfig = z.object({ rate: z.number().default(0.2) });
type TaxConfig = z.output<typeof taxConfig>;

const inputs = z.object({ discount: z.number().default(0) });

export class Orders {
  // #region op
  @Op()
  total(orders: Order[], discount: number): number {
    return orders.reduce((sum, { amount }) => sum + amount, 0) * (1 - discount);
  }

  @Op({ config: taxConfig, requiredResourceKeys: ['ledger'], timeout: '30s' })
  async book(total: number, context: OpContext<{ ledger: Ledger }, TaxConfig>): Promise<string> {
    return context.resources.ledger.book(total * (1 + context.opConfig.rate));
  }
  // #endregion

  @Op()
  fetch(): Order[] {
    return [
      { id: 'A', amount: 10 },
      { id: 'B', amount: 30 },
    ];
  }

  @Op()
  migrate(): string {
    return 'done';
  }

  @Op()
  largest(totals: number[]): number {
    return Math.max(...totals);
  }

  // #region outs
  @Op({ outs: ['valid', 'rejected?'] })
  check(orders: Order[]): Outs<{ valid: Order[]; rejected?: Order[] }> {
    const valid = orders.filter(({ amount }) => amount > 0);
    const rejected = orders.filter(({ amount }) => amount <= 0);
    return outs(rejected.length > 0 ? { valid, rejected } : { valid });
  }
  // #endregion

  @Op()
  complain(rejected: Order[]): number {
    return rejected.length;
  }

  // #region dynamic
  @Op({ dynamic: true })
  each(orders: Order[]): Dynamic<Order> {
    return dynamic(orders.map((order) => [order.id, order]));
  }

  @Op()
  invoice(order: Order): number {
    return order.amount;
  }

  @Job()
  invoices(this: Wired<Orders>) {
    const amounts = this.each(this.fetch())
      .map((order) => this.invoice(order))
      .collect();
    this.largest(amounts);
  }
  // #endregion

  @Job()
  checked(this: Wired<Orders>) {
    const { valid, rejected } = this.check(this.fetch());
    this.total(valid, 0.1);
    this.complain(rejected); // skipped where `rejected` is absent
  }

  // #region policies
  @Job({ resources })
  careful(this: Wired<Orders, typeof resources>) {
    const orders = this.fetch.after(this.migrate())();
    const sum = this.total.alias('sum').withTags({ team: 'billing' })(orders, 0);
    this.book.withRetryPolicy(retryPolicy({ maxRetries: 3, delay: '1s', backoff: 'exponential' })).withPriority(5)(sum);
  }
  // #endregion

  // #region graph
  @Graph()
  discounted(this: Wired<Orders>, orders: Output<Order[]>, discount: Output<number>) {
    return this.total(this.check(orders).valid, discount);
  }

  /** Steps: fetch, discounted.check, discounted.total, discounted_2.check, discounted_2.total, largest. */
  @Job({ inputs })
  compared(this: Wired<Orders>, { discount }: JobInputs<typeof inputs>) {
    const orders = this.fetch();
    this.largest([this.discounted(orders, discount), this.discounted(orders, 0.5), 12]);
  }
  // #endregion
}
