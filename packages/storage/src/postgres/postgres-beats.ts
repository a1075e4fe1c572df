import { BEAT, type Beats, NOTE_BLOCKED, NOTE_TURNING } from '../heart/beats';
import { createPool } from './create-pool';

/** A connection that is opened when it is asked for, and anew after it broke. */
export function postgresBeats(url: string, processId: string): Beats {
  const pool = createPool(url, { max: 1 });
  const change = async (text: string) => {
    await pool.query(text, [processId]);
  };
  return {
    beat: () => change(BEAT),
    noteBlocked: () => change(NOTE_BLOCKED),
    noteTurning: () => change(NOTE_TURNING),
    close: () => pool.end(),
  };
}
