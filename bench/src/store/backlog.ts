import { executeInProcess } from 'hookline';
import { type Connection, sqlite } from '../durable/driver';
import { fan } from '../graphs/graph';
import { backlogJob, pagerJob } from '../product/backlog-jobs';
import { openFile } from './instance';
import { sharedFile } from './shared';

/** Deliveries of one run. */
const PER_RUN = 100;

/** A store in which so many deliveries of one hook wait, of runs of 100 ops each, and none of another. */
export function backlog(pending: number): Promise<string> {
  return sharedFile(`backlog-${pending}.db`, async (path) => {
    const instance = await openFile(path);
    await executeInProcess(backlogJob(fan(PER_RUN - 2)), { instance, runId: 'run-0' });
    await executeInProcess(pagerJob, { instance, runId: 'page-0' });
    await instance.close();
    const db = new sqlite(path);
    copyRuns(db, pending / PER_RUN);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  });
}

/** Runs, their events, and their deliveries as if nobody had had time for them. */
function copyRuns(db: Connection, runs: number): void {
  const copies = `WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ${runs})`;
  const id = "'run-' || n";
  db.exec(`${copies} INSERT INTO runs SELECT ${id}, location, environment, job, plan_hash, status, config, not_restorable,
    parent_id, ${id}, tags, resume, priority, epoch, owner, last_seq, recoveries, cancel_requested, created_at, ended_at
    FROM copy, runs WHERE id = 'run-0'`);
  db.exec(`${copies} INSERT INTO events SELECT ${id}, seq, epoch, type, step_key, attempt, at, data
    FROM copy, events WHERE run_id = 'run-0'`);
  // One run after the other, as they come.
  db.exec(`${copies} INSERT INTO deliveries (${DELIVERY}) SELECT ${id} || substr(id, 6), ${id}, ${othersAt(`- ${runs} + n`)}
    FROM copy, deliveries WHERE run_id = 'run-0'`);
}

/** Another delivery of the pager becomes due, as if another process had left it. */
export function duePage(path: string, n: number): void {
  const db = new sqlite(path);
  db.exec('PRAGMA busy_timeout = 5000');
  db.exec(`INSERT INTO runs SELECT 'page-${n}', location, environment, job, plan_hash, status, config, not_restorable, parent_id,
    'page-${n}', tags, resume, priority, epoch, owner, last_seq, recoveries, cancel_requested, created_at, ended_at
    FROM runs WHERE id = 'page-0'`);
  db.exec(
    `INSERT INTO events SELECT 'page-${n}', seq, epoch, type, step_key, attempt, at, data FROM events WHERE run_id = 'page-0'`,
  );
  db.exec(`INSERT INTO deliveries (${DELIVERY}) SELECT 'page-${n}' || substr(id, 7), 'page-${n}', ${othersAt('')}
    FROM deliveries WHERE run_id = 'page-0'`);
  db.close();
}

const DELIVERY = `id, run_id, trigger_seq, step_key, attempt, kind, hook_id, hook_order, blocking, origin, reason, bound_to,
  created_at, started_at, next_at, state, claim, attempts, losses`;

/** Columns behind the first two, of a delivery that waits since another time. */
const othersAt = (
  shift: string,
): string => `trigger_seq, step_key, attempt, kind, hook_id, hook_order, blocking, origin, reason,
  bound_to, created_at ${shift}, started_at ${shift}, created_at ${shift}, 'pending', 0, 0, 0`;
