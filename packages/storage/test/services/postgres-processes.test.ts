import { openPostgresStore } from '@hookline/storage';
import { drain, expectSound, startWorker } from '../processes/workers';
import { control, newUrl } from './postgres-url';

describe('several processes with one Postgres', () => {
  it('commit and claim side by side, and lose nothing when one is killed', async () => {
    const url = await newUrl();
    const workers = ['a', 'b'].map((name) => startWorker(url, name, 60));
    const victim = startWorker(url, 'victim', 5_000);
    await victim.hasSaid(25);
    victim.child.kill('SIGKILL');
    await Promise.all([...workers, victim].map(({ ended }) => ended));
    const store = await openPostgresStore({ url });
    await expectSound(store, [...workers, victim]);
    await drain(store, ['victim']);
    expect((await store.outboxSummary(Date.now())).counts).toMatchObject({ pending: 0, running: 0, dead: 0 });
    await store.close();
  });

  it.each(['stop', 'crash'] as const)('go on after the server was away (%s)', async (how) => {
    const url = await newUrl();
    const workers = ['a', 'b'].map((name) => startWorker(url, name, 150));
    await Promise.all(workers.map((worker) => worker.hasSaid(30)));
    await control(how);
    await control('start');
    await Promise.all(workers.map(({ ended }) => ended));
    const store = await openPostgresStore({ url });
    await expectSound(store, workers);
    await drain(store, []);
    const { counts } = await store.outboxSummary(Date.now());
    expect(counts).toMatchObject({ delivered: 2 * 150 * 2, pending: 0, running: 0 });
    await store.close();
  });

  it('rejects commits while the server is away, and takes them when it is back', async () => {
    const store = await openPostgresStore({ url: await newUrl() });
    const turn = { processId: 'p1', runs: [], outcomes: [], hookLog: [] };
    await control('stop');
    await expect(store.commit(turn)).rejects.toMatchObject({ code: 'HOOKLINE_STORE_UNREACHABLE' });
    const waiting = store.liveProcesses();
    await control('start');
    expect(await waiting).toEqual([]);
    expect(await store.commit(turn)).toEqual([]);
    await store.close();
  });
});
