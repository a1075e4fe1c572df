import { executeInProcess, loadRunConfig } from 'hookline';
import { buildHookContext, fakeClock } from 'hookline/testing';
import { defs, mocked } from '../src/jobs';
import { deliveries, OrderHooks } from '../src/order-hooks';
import { Orders } from '../src/orders';

afterEach(() => {
  deliveries.length = 0;
});

describe('OrderHooks', () => {
  it('counts orders', async () => {
    const store = { orders: jest.fn().mockResolvedValue([1, 2]) };
    const fields = { resources: { store }, op: { name: 'total' }, opOutputValues: { result: 3 } };
    await OrderHooks.countSuccess(buildHookContext(OrderHooks.countSuccess, fields));
    expect(store.orders).toHaveBeenCalledTimes(1);
    expect(deliveries).toEqual(['total of 2: 3']);
  });
});

describe('the job', () => {
  it('tells slack which step failed', async () => {
    const slack = { chat: { postMessage: jest.fn() } };
    const runConfig = { ...(await loadRunConfig('prod.yaml')), ops: { total: { config: { limit: 0 } } } };
    const running = executeInProcess(defs.job(Orders, 'nightly'), {
      resources: { ...mocked, slack },
      runConfig,
      raiseOnError: false,
    });
    const result = await running;
    expect(result.steps['total']).toMatchObject({ status: 'failure', error: new RangeError('1 is more than 0') });
    expect(slack.chat.postMessage).toHaveBeenCalledTimes(2);
    expect(deliveries.sort()).toEqual([
      'nightly/total 1 is more than 0, not swordfish [[{"id":"only","amount":1}]]',
      'tell_anna: total',
    ]);
  });

  it('retries on a clock of the test', async () => {
    const clock = fakeClock();
    const slack = { chat: { postMessage: jest.fn() } };
    const running = executeInProcess(defs.job(Orders, 'nightly'), { resources: { ...mocked, slack }, clock });
    await clock.advance('1m');
    expect((await running).steps['publish_report']).toMatchObject({ status: 'success', attempts: 2 });
  });
});
