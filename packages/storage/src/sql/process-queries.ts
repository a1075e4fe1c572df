import type { ProcessRow } from '@hookline/core/spi';
import { type Database, query, type Script } from './database';
import { PROCESS, toProcess } from './rows';

const REGISTER = `INSERT INTO processes (id, host, boot_id, pid, started, location, environment, role, beat)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (id) DO NOTHING`;

export async function registerProcess(db: Database, row: Omit<ProcessRow, 'beat' | 'ended' | 'reason'>): Promise<void> {
  const { id, host, bootId, pid, started, location, environment, role } = row;
  await db.write(() => one(REGISTER, id, host, bootId, pid, started, location, environment, role));
}

export async function liveProcesses(db: Database): Promise<readonly ProcessRow[]> {
  const rows = await db.read(`SELECT ${PROCESS} FROM processes WHERE ended IS NULL ORDER BY id`);
  return rows.map(toProcess);
}

/** Whoever ends a row waits for what has begun under it, and whoever begins something waits for whoever ends it. */
const LOCK = 'SELECT id FROM processes WHERE id = $1 FOR UPDATE';

/** The first end stays: a process that was found dead did not leave later. */
const END = `UPDATE processes SET ended = $2 WHERE id = $1 AND ended IS NULL
  AND NOT EXISTS (SELECT 1 FROM runs WHERE owner = $1 AND owner IS NOT NULL AND status IN ('queued', 'running'))
  AND NOT EXISTS (SELECT 1 FROM deliveries WHERE owner = $1 AND state = 'running')`;

export async function endProcess(db: Database, id: string, at: number): Promise<void> {
  await db.write(() => endScript(id, at));
}

/** In two statements: the second sees what the first waited for. */
function* endScript(id: string, at: number): Script<void> {
  yield query(LOCK, id);
  yield query(END, id, at);
}

/** Of a process that has left, or that others have taken for dead: under its name nothing new begins (D7). */
const END_OF = 'SELECT ended FROM processes WHERE id = $1 FOR SHARE';

export function* hasEnded(processId: string): Script<boolean> {
  const [row] = yield query(END_OF, processId);
  return (row?.['ended'] ?? null) !== null;
}

function* one(...args: Parameters<typeof query>): Script<void> {
  yield query(...args);
}
