import { postgresBeats } from '../postgres/postgres-beats';
import { SqliteConnection } from '../sqlite/connection';
import { BEAT, type Beats, type HeartPlace, NOTE_BLOCKED, NOTE_TURNING } from './beats';

/** ms that the thread waits for the lock: it has nothing else to do. */
const BUSY_TIMEOUT = 2_000;

export function openBeats(place: HeartPlace, processId: string): Beats {
  if (place.kind === 'sqlite') return sqliteBeats(place.path, processId);
  return postgresBeats(place.url, processId);
}

function sqliteBeats(path: string, processId: string): Beats {
  const connection = new SqliteConnection(path, BUSY_TIMEOUT);
  // A beat that is lost with the power is missed by nobody, so it is worth no sync.
  connection.exec('PRAGMA synchronous = NORMAL');
  const change = (text: string) => connection.transaction(() => void connection.run(text, [processId]));
  return {
    beat: () => change(BEAT),
    noteBlocked: () => change(NOTE_BLOCKED),
    noteTurning: () => change(NOTE_TURNING),
    close: () => connection.close(),
  };
}
