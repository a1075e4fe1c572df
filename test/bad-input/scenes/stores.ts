import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@hookline/storage';
import { createMemoryStore } from '@hookline/testing';
import { executeInProcess, Op, openInstance, type Wired } from 'hookline';
import { jobOf, QUIET, type Scene } from './scene';

class Etl {
  @Op() load(): number {
    throw new Error('no rows');
  }

  @Op() store(): void {
    // Nothing: it is the step that the job did not have when it ran.
  }
}

/** Takes over the steps of a run whose job has one more by now. */
async function rerunChanged(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-changed-'));
  try {
    await using instance = await openInstance(`sqlite:${join(folder, 'hookline.db')}`, { name: 'shop' });
    const before = jobOf(Etl, (self: Wired<Etl>) => void self.load());
    const now = jobOf(Etl, (self: Wired<Etl>) => {
      self.load();
      self.store();
    });
    await executeInProcess(before, { instance, runId: 'run-1', runConfig: QUIET, raiseOnError: false });
    await instance.runs.rerun('run-1', { job: now, fromFailure: true });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Those of files have their path in the sentence: the tests of packages/storage make them. */
export const STORE_SCENES: readonly Scene[] = [
  { title: 'a store of a kind that there is not', run: () => openStore('mysql://shop:secret@localhost/shop') },
  { title: 'a store in the memory of SQLite', run: () => openStore('sqlite::memory:') },
  { title: 'an address of a Postgres that is none', run: () => openStore('postgres://a b:80:80') },
  { title: 'a Postgres that is not there', run: () => openStore('postgres://shop:secret@127.0.0.1:1/shop') },
  { title: 'an address of a blob that leads elsewhere', run: () => createMemoryStore().getBlob('../../etc/passwd') },
  { title: 'a run whose job has another step by now', run: rerunChanged },
  {
    title: 'a store that is closed',
    run: async () => {
      const store = createMemoryStore();
      await store.close();
      await store.getRun('run-1');
    },
  },
];
