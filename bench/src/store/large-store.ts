import { executeInProcess } from 'hookline';
import { sqlite } from '../durable/driver';
import { layered } from '../graphs/graph';
import { fiveOps } from '../product/five-ops';
import { silentJob } from '../product/silent-job';
import { openFile } from './instance';
import { sharedFile } from './shared';

/** Its run with very many events. */
export const LARGE_RUN = 'large';

/** 1,000 layers of 333 with three events per op, and some of the run. */
export const largeGraph = layered(1_000, 333);

/** Runs of five ops and as many events each. */
export const SMALL_RUNS = 50_000;
const SMALL_EVENTS = 18;

/** A store with 50,000 small runs (900,000 events) and one of 1,000,000 events. */
export function largeStore(): Promise<string> {
  return sharedFile('large.db', async (path) => {
    const instance = await openFile(path);
    await executeInProcess(silentJob(largeGraph), { instance, runId: LARGE_RUN, maxConcurrent: 10_000 });
    await executeInProcess(fiveOps, { instance, runId: 'small-0' });
    await instance.close();
    const db = new sqlite(path);
    const copies = `WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ${SMALL_RUNS - 1})`;
    copyRows(db, copies);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  });
}

/** Seq of the last event of the large run. */
export const LARGE_EVENTS = 3 * 333_000 + 3;

function copyRows(db: InstanceType<typeof sqlite>, copies: string): void {
  const runs = `${copies} INSERT INTO runs SELECT 'small-' || n, location, environment, job, plan_hash, status, config,
    not_restorable, parent_id, 'small-' || n, tags, resume, priority, epoch, owner, last_seq, recoveries, cancel_requested,
    created_at - n, ended_at - n FROM copy, runs WHERE id = 'small-0'`;
  const events = `${copies} INSERT INTO events SELECT 'small-' || n, seq, epoch, type, step_key, attempt, at - n, data
    FROM copy, events WHERE run_id = 'small-0' AND seq <= ${SMALL_EVENTS}`;
  for (const text of [runs, events]) db.exec(text);
}
