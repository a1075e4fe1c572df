import { defineResource } from 'hookline';
import { z } from 'zod';

/** What the samples of the docs write to. */
export interface Ledger {
  book(total: number): Promise<string>;
}

export const ledgerResource = defineResource({
  config: z.object({ url: z.url() }),
  create: ({ config }): Ledger => ({ book: (total) => Promise.resolve(`${config.url}/${total}`) }),
});
