import type { SqliteConnection } from './connection';

/** ms without a change after which the log is copied into the file. */
const IDLE = 1_000;

/**
 * Copies the log into the database while nothing is written, so that commits need not: SQLite else does it inside the commit that fills
 * the log. Passive: it waits for nobody.
 * @returns stops it
 */
export function startCheckpoints(connection: SqliteConnection): () => void {
  let copied = connection.changes;
  let seen = copied;
  const timer = setInterval(() => {
    const now = connection.changes;
    const isIdle = now === seen;
    seen = now;
    if (!isIdle || now === copied) return;
    copied = now;
    connection.checkpoint();
  }, IDLE);
  timer.unref();
  return () => clearInterval(timer);
}
