import { executeInProcess, toJob } from 'hookline';
import { InjectedStock, local, log, production, shopResource, staging } from './shop-resources';

const url = 'https://shop.example';

beforeEach(() => {
  log.length = 0;
});

afterEach(() => {
  delete process.env['SHOP_KEY'];
});

describe('the samples of resources', () => {
  it('open and close what run config configures', async () => {
    const runConfig = { resources: { shop: { config: { url, apiKey: 'key' } } } };
    const result = await executeInProcess(production, { runConfig });
    expect(result.outputFor('count')).toBe(4);
    expect(log).toEqual([`open ${url} key`, 'close']);
  });

  it('take bound config from the environment', async () => {
    process.env['SHOP_KEY'] = 'from-env';
    await executeInProcess(staging);
    expect(log).toEqual(['open https://staging.example from-env', 'close']);
  });

  it('do without the outside on a mock', async () => {
    const result = await executeInProcess(local);
    expect(result.outputFor('count')).toBe(3);
    expect(log).toEqual([]);
  });

  it('inject resources into op classes', async () => {
    const shop = shopResource.configured({ url, apiKey: 'key' });
    const job = toJob(InjectedStock, 'counted', { resources: { shop } });
    expect((await executeInProcess(job)).outputFor('count')).toBe(4);
  });
});
