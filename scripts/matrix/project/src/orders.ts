import { slackOnFailure, slackOnRunFailure, slackResource } from '@hookline/slack';
import {
  type Dynamic,
  dynamic,
  Graph,
  Inject,
  injectable,
  Job,
  Op,
  type OpContext,
  type Output,
  retryPolicy,
  type Wired,
} from 'hookline';
import { z } from 'zod';
import { OrderHooks, tell } from './order-hooks';
import { type Order, type Store, storeKey, storeResource } from './store';

const limits = z.object({ limit: z.number().default(1_000), currency: z.enum(['EUR', 'USD']).optional() });
type Limits = z.infer<typeof limits>;

const resources = { store: storeResource, slack: slackResource };

@injectable()
export class Orders {
  /** A field of its own: with and without `useDefineForClassFields`. */
  private readonly prefix = 'invoice';

  constructor(@Inject(storeKey) private readonly store: Store) {}

  @Op() fetch(): Promise<readonly Order[]> {
    return this.store.orders();
  }

  @Op({ config: limits })
  total(orders: readonly Order[], { opConfig, log }: OpContext<object, Limits>): number {
    const sum = orders.reduce((all, { amount }) => all + amount, 0);
    log.debug('summed', { sum, currency: opConfig.currency ?? 'EUR' });
    if (sum > opConfig.limit) throw new RangeError(`${sum} is more than ${opConfig.limit}`);
    return sum;
  }

  @Op({ dynamic: true })
  each(orders: readonly Order[]): Dynamic<Order> {
    return dynamic(orders.map((order) => [order.id, order]));
  }

  @Op() invoice({ id }: Order): string {
    return `${this.prefix} ${id}`;
  }

  /** Its name is an option: it stays, whatever becomes of the method's. */
  @Op({ name: 'publish_report', retryPolicy: retryPolicy({ maxRetries: 1 }) })
  publish(total: number, invoices: string[], { attempt }: OpContext): string {
    if (attempt === 1) throw new Error('busy');
    return `${total} in ${invoices.length}`;
  }

  @Graph()
  invoices(this: Wired<Orders>, orders: Output<readonly Order[]>) {
    return this.each(orders)
      .map((order) => this.invoice(order))
      .collect();
  }

  @Job({
    resources,
    hooks: [OrderHooks.noteFailure, slackOnFailure({ channel: '#orders' }), slackOnRunFailure({ channel: '#alerts' })],
  })
  nightly(this: Wired<Orders, typeof resources>) {
    const orders = this.fetch();
    const total = this.total.withHooks(tell('anna'), OrderHooks.countSuccess)(orders);
    this.publish(total, this.invoices(orders));
  }
}
