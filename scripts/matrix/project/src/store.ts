import { defineResource, resourceKey, secret } from 'hookline';
import { z } from 'zod';

export interface Order {
  readonly id: string;
  readonly amount: number;
}

export interface Store {
  readonly url: string;
  orders(): Promise<readonly Order[]>;
}

/** The stores that were closed, by url: main.ts looks at it. */
export const closedStores: string[] = [];

export const storeResource = defineResource({
  config: z.object({ url: z.url(), password: secret(z.string()), amounts: z.array(z.number()).default([10, 20]) }),
  create: ({ config }): Store => ({
    url: config.url,
    orders: () => Promise.resolve(config.amounts.map((amount, index) => ({ id: `o${index}`, amount }))),
  }),
  dispose: ({ url }) => {
    closedStores.push(url);
  },
});

export const storeKey = resourceKey<Store>()('store');
