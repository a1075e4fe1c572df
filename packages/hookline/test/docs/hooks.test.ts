import { executeInProcess } from 'hookline';
import { buildHookContext } from 'hookline/testing';
import { Alerts, Audit, defs, TooManyRequests, told } from './order-hooks';

const runConfig = { loggers: { console: { config: { logLevel: 'error' } } } };

beforeEach(() => {
  told.length = 0;
});

describe('the samples of hooks', () => {
  it('fire each hook once per step, the outer ones first', async () => {
    const ledger = { book: async () => 'booked' };
    const job = defs.job('ship');
    const result = await executeInProcess(job, { resources: { ledger }, runConfig, raiseOnError: false });
    expect(told).toEqual(['ben: pack failed: out of boxes', 'anna: pack failed: out of boxes', 'ship: parcels.pack']);
    const lines = result.events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
    expect(lines).toEqual(['parcels.send did not run: upstream']);
  });

  it('page with the text of the error', async () => {
    const pager = { page: jest.fn(async () => undefined) };
    const opException = new Error('boom');
    await Alerts.pageOnFailure(
      buildHookContext(Alerts.pageOnFailure, { op: { name: 'book' }, opException, resources: { pager } }),
    );
    expect(pager.page).toHaveBeenCalledWith('book: boom');
  });

  it('write an entry of the result', async () => {
    const ledger = { book: jest.fn(async () => 'booked') };
    await Audit.writeEntry(
      buildHookContext(Audit.writeEntry, { resources: { ledger }, opOutputValues: { result: 3 } }),
    );
    expect(ledger.book).toHaveBeenCalledWith(3);
  });

  it('tell of errors of a class', () => {
    const opException = new TooManyRequests();
    Audit.limited(buildHookContext(Audit.limited, { op: { name: 'pack' }, opException }));
    expect(told).toEqual(['pack was limited']);
  });
});
