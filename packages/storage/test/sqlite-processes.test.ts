import { openSqliteStore } from '@hookline/storage';
import { drain, expectSound, startWorker } from './processes/workers';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();

describe('several processes with one file', () => {
  it('commit and claim side by side', async () => {
    const path = folder.path('shared.db');
    const workers = ['a', 'b', 'c'].map((name) => startWorker(`sqlite:${path}`, name, 60));
    await Promise.all(workers.map(({ ended }) => ended));
    const store = await openSqliteStore({ path });
    await expectSound(store, workers);
    await drain(store, []);
    const { counts } = await store.outboxSummary(Date.now());
    expect(counts).toMatchObject({ delivered: 3 * 60 * 2, pending: 0, running: 0 });
    expect(await store.liveProcesses()).toEqual([]);
    await store.close();
  });

  it('lose nothing when one is killed', async () => {
    const path = folder.path('killed.db');
    const url = `sqlite:${path}`;
    const workers = [
      startWorker(url, 'a', 80),
      ...[7, 20, 41].map((_, index) => startWorker(url, `victim${index}`, 5_000)),
    ];
    for (const [index, lines] of [7, 20, 41].entries()) {
      const victim = workers[index + 1];
      await victim?.hasSaid(lines);
      victim?.child.kill('SIGKILL');
    }
    await Promise.all(workers.map(({ ended }) => ended));
    const store = await openSqliteStore({ path });
    await expectSound(store, workers);
    const alive = (await store.liveProcesses()).map(({ id }) => id);
    expect(alive).toEqual(['victim0', 'victim1', 'victim2']);
    expect((await store.runsOf(alive)).length).toBe(3);
    await drain(store, alive);
    const { counts } = await store.outboxSummary(Date.now());
    expect(counts).toMatchObject({ pending: 0, running: 0, dead: 0 });
    await store.close();
  });
});
