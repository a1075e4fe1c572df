// The samples of docs/concepts/testing.md.
import {
  defineJob,
  executeInProcess,
  type HookContext,
  Job,
  Op,
  type OpContext,
  retryPolicy,
  SuccessHook,
  type Wired,
} from 'hookline';
import { buildOpContext, buildResources, fakeClock, openHookContext } from 'hookline/testing';
import { type Ledger, ledgerResource } from './ledger';

class Books {
  @SuccessHook({ requiredResourceKeys: ['ledger'] })
  static book({ opOutputValues, resources }: HookContext<{ ledger: Ledger }>): Promise<string> {
    return resources.ledger.book(Number(opOutputValues['result']));
  }
}

class Sales {
  @Op({ requiredResourceKeys: ['ledger'], retryPolicy: retryPolicy({ maxRetries: 3, delay: '10m' }) })
  total(amounts: readonly number[], { resources, log }: OpContext<{ ledger: Ledger }>): Promise<string> {
    log.info(`${amounts.length} amounts`);
    return resources.ledger.book(amounts.reduce((sum, amount) => sum + amount, 0));
  }

  @Job({ resources: { ledger: ledgerResource }, config: { loggers: { console: { config: { logLevel: 'error' } } } } })
  nightly(this: Wired<Sales>) {
    this.total.withHooks(Books.book)([1, 2]);
  }
}

describe('the samples of testing', () => {
  // #region open
  it('books with the real ledger', async () => {
    const ledger = ledgerResource.configured({ url: 'https://ledger.test' });
    await using context = await openHookContext(Books.book, { resources: { ledger }, opOutputValues: { result: 3 } });
    expect(await Books.book(context)).toBe('https://ledger.test/3');
  });
  // #endregion

  // #region op
  it('books the total', async () => {
    const ledger = { book: jest.fn().mockResolvedValue('booked') };
    expect(await new Sales().total([1, 2], buildOpContext({ resources: { ledger } }))).toBe('booked');
    expect(ledger.book).toHaveBeenCalledWith(3);
  });
  // #endregion

  // #region resources
  it('books the total with the real ledger', async () => {
    const config = { ledger: { config: { url: 'https://ledger.test' } } };
    await using resources = await buildResources({ ledger: ledgerResource }, config);
    expect(await new Sales().total([1, 2], buildOpContext({ resources }))).toBe('https://ledger.test/3');
  });
  // #endregion

  // #region job
  it('tries again for half an hour, without waiting for it', async () => {
    const ledger = { book: jest.fn().mockResolvedValue('booked').mockRejectedValueOnce(new Error('busy')) };
    const clock = fakeClock();
    const running = executeInProcess(defineJob(Sales, 'nightly'), { resources: { ledger }, clock });
    await clock.advance('30m');
    const result = await running;
    expect(result.steps['total']).toMatchObject({ status: 'success', attempts: 2 });
    expect(clock.now() - Date.UTC(2026, 0, 1)).toBe(30 * 60_000);
  });
  // #endregion
});
