// Samples of docs/concepts/resources.md.
import {
  defineResource,
  env,
  Graph,
  hardcodedResource,
  Inject,
  injectable,
  mockResource,
  Op,
  type OpContext,
  resourceKey,
  secret,
  toJob,
  type Wired,
} from 'hookline';
import { z } from 'zod';

/** What the resources of this file did, for the test. */
export const log: string[] = [];

// #region define
export interface Shop {
  stock(article: string): Promise<number>;
  close(): Promise<void>;
}

const clockResource = hardcodedResource({ now: () => Date.now() }, 'The time of this machine.');

export const shopResource = defineResource({
  config: z.object({ url: z.url(), apiKey: secret(z.string()), pageSize: z.int().default(100) }),
  requires: { clock: clockResource },
  timeout: '10s',
  create: async ({ config, resources, signal }) => openShop(config.url, { ...config, ...resources, signal }),
  dispose: (shop) => shop.close(),
});
// #endregion

async function openShop(url: string, options: { apiKey: string; signal: AbortSignal }): Promise<Shop> {
  log.push(`open ${url} ${options.apiKey}`);
  return {
    stock: async (article) => article.length,
    close: async () => {
      log.push('close');
    },
  };
}

export class Stock {
  @Op({ requiredResourceKeys: ['shop'] })
  count(article: string, { resources }: OpContext<{ shop: Shop }>): Promise<number> {
    return resources.shop.stock(article);
  }

  @Graph()
  counted(this: Wired<Stock, { shop: Shop }>) {
    this.count('lamp');
  }
}

// #region environments
/** `url`, `apiKey` and `pageSize` come from the run config. */
export const production = toJob(Stock, 'counted', { name: 'production', resources: { shop: shopResource } });

/** The config is bound in code; run config can't change it. */
export const staging = toJob(Stock, 'counted', {
  name: 'staging',
  resources: { shop: shopResource.configured({ url: 'https://staging.example', apiKey: env('SHOP_KEY') }) },
});

/** Nothing leaves this machine. */
export const local = toJob(Stock, 'counted', {
  name: 'local',
  resources: { shop: mockResource<Shop>({ stock: async () => 3 }) },
});
// #endregion

// #region inject
const shopKey = resourceKey<Shop>()('shop');

@injectable()
export class InjectedStock {
  constructor(@Inject(shopKey) private readonly shop: Shop) {}

  @Op()
  count(article: string): Promise<number> {
    return this.shop.stock(article);
  }

  @Graph()
  counted(this: Wired<InjectedStock>) {
    this.count('lamp');
  }
}
// #endregion
