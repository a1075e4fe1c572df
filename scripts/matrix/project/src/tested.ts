import { strict as assert } from 'node:assert';
import { executeInProcess } from 'hookline';
import { buildHookContext, buildOpContext, fakeClock } from 'hookline/testing';
import { defs, mocked } from './jobs';
import { deliveries, OrderHooks } from './order-hooks';
import { Orders } from './orders';

/** What a test of this project does with `hookline/testing`, without a test runner. */
export async function testWithHookline(): Promise<void> {
  await OrderHooks.countSuccess(
    buildHookContext(OrderHooks.countSuccess, {
      resources: mocked,
      op: { name: 'total' },
      opOutputValues: { result: 7 },
    }),
  );
  assert.equal(deliveries.pop(), 'total of 1: 7');

  const orders = new Orders(mocked.store);
  assert.equal(orders.total([{ id: 'a', amount: 2 }], buildOpContext({ opConfig: { limit: 5 } })), 2);
  assert.throws(() => buildHookContext(OrderHooks.noteFailure, {}).stepKey, /stepKey.*was not set/);

  const clock = fakeClock();
  const slack = { chat: { postMessage: () => Promise.reject(new Error('not expected')) } };
  const running = executeInProcess(defs.job(Orders, 'nightly'), { resources: { ...mocked, slack }, clock });
  await clock.advance('1m');
  assert.equal((await running).outputFor('publish_report'), '1 in 1');
  assert.deepEqual(deliveries.splice(0), ['total of 1: 1']);
}
