import { defineJob, executeInProcess } from 'hookline';
import { Orders } from './orders';
import { execute, executeAndCatch, executeUntilSignal } from './running';

const quiet = { loggers: { console: { config: { logLevel: 'error' } } } };

describe('the samples of ops, jobs and graphs', () => {
  it('collect what the steps of a map return', async () => {
    const result = await executeInProcess(defineJob(Orders, 'invoices'));
    expect(Object.keys(result.steps)).toEqual(['fetch', 'each', 'invoice[A]', 'invoice[B]', 'largest']);
    expect(result.outputFor('largest')).toBe(30);
  });

  it('skip what depends on an absent output', async () => {
    const result = await executeInProcess(defineJob(Orders, 'checked'));
    expect(result.steps['complain']).toMatchObject({ status: 'skipped', skipReason: 'absent' });
    expect(result.outputFor('total')).toBe(36);
  });

  it('give policies to single invocations', async () => {
    const job = defineJob(Orders, 'careful');
    const ledger = { book: async (total: number) => `booked ${total}` };
    const result = await executeInProcess(job, { resources: { ledger }, runConfig: quiet });
    expect(result.outputFor('book')).toBe('booked 48');
    expect(Object.keys(result.steps)).toEqual(['migrate', 'fetch', 'sum', 'book']);
  });

  it('name the steps of repeated graphs', async () => {
    const result = await executeInProcess(defineJob(Orders, 'compared'), { inputs: {} });
    const steps = ['discounted.check', 'discounted.total', 'discounted_2.check', 'discounted_2.total'];
    expect(Object.keys(result.steps)).toEqual(['fetch', ...steps, 'largest']);
  });
});

describe('the samples of running', () => {
  it('print status, output and steps', async () => {
    const printed: string[] = [];
    await execute((line) => printed.push(line));
    expect(printed.slice(0, 3)).toEqual(['success', '36', 'fetch: success after 1 attempts']);
  });

  it('select steps with all that is upstream', async () => {
    await expect(executeAndCatch()).resolves.toBe('success');
  });

  it('tell of each step', async () => {
    const printed: string[] = [];
    await executeUntilSignal((line) => printed.push(line));
    expect(printed).toHaveLength(6);
    expect(printed[0]).toMatch(/^fetch took \d+ ms$/);
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  });
});
