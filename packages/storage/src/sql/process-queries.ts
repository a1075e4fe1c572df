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

/** The first end stays: a process that was found dead did not leave later. */
const END = 'UPDATE processes SET ended = $2 WHERE id = $1 AND ended IS NULL';

export async function endProcess(db: Database, id: string, at: number): Promise<void> {
  await db.write(() => one(END, id, at));
}

/**
 * Of a process that others have taken for dead and whose part is over. Under its name nothing new begins, for nobody would
 * look for it there: whoever ends it waits for what has begun, and whoever begins something waits for whoever ends it.
 */
const END_OF = 'SELECT ended FROM processes WHERE id = $1 FOR SHARE';

export function* hasEnded(processId: string): Script<boolean> {
  const [row] = yield query(END_OF, processId);
  return (row?.['ended'] ?? null) !== null;
}

function* one(...args: Parameters<typeof query>): Script<void> {
  yield query(...args);
}
