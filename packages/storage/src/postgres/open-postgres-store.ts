import type { Store } from '@hookline/core/spi';

export interface PostgresStoreOptions {
  readonly url: string;
}

export function openPostgresStore(_options: PostgresStoreOptions): Promise<Store> {
  return Promise.reject(new Error('not yet'));
}
