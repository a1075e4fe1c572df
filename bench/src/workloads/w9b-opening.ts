import type { Gauge } from '../contestants/contestant';
import { reducer } from '../contestants/reducer';
import { openFile } from '../store/instance';
import { LARGE_EVENTS, LARGE_RUN, largeGraph, largeStore } from '../store/large-store';
import type { Workload } from './workload';

/** µs per event from the call to the run with all its steps. */
async function opened(): Promise<Gauge> {
  const instance = await openFile(await largeStore());
  return {
    kind: 'gauge',
    read: async () => {
      const start = performance.now();
      await instance.runs.get(LARGE_RUN);
      return ((performance.now() - start) * 1_000) / LARGE_EVENTS;
    },
  };
}

/** Rows are read, and their JSON is parsed, page by page: what anybody must do who reads them. */
async function rowsAlone(): Promise<Gauge> {
  const { store } = (await openFile(await largeStore())).spec;
  const read = async () => {
    const start = performance.now();
    for (let after = 0; ; ) {
      const rows = await store.readEvents(LARGE_RUN, { after, limit: 2_000 });
      for (const { data } of rows) if (data !== '') JSON.parse(data);
      after = rows.at(-1)?.seq ?? 0;
      if (rows.length < 2_000) break;
    }
    return ((performance.now() - start) * 1_000) / LARGE_EVENTS;
  };
  return { kind: 'gauge', read };
}

export const w9b: Workload = {
  id: 'W9b',
  title: 'Opening a run of 1,000,000 events from the store',
  unit: 'µs per event',
  needs: ['files'],
  cases: [
    {
      title: '1,000 layers of 333',
      contestants: {
        'fold alone, in memory': () => reducer(largeGraph),
        hookline: opened,
        'rows read and parsed': rowsAlone,
      },
      isOnce: true,
      isLong: true,
    },
  ],
};
