import type { JobDefinition, RunRow, RunStore } from '@hookline/core/spi';
import { crashOf, type Death } from '../processes/death';
import { loadRun, type StoredRun } from '../runs/load-run';
import type { Adoptions } from './adoptions';
import { commitEnding, type EndingSpec } from './commit-ending';
import type { EndingReason } from './end-crashed-run';
import { obstacleTo } from './resumable';

/** What recovering runs needs. */
export interface RecoverySpec extends EndingSpec {
  readonly store: EndingSpec['store'] & Pick<RunStore, 'takeOverRun'>;
  /** Executes runs that go on; undefined: this process only ends those that cannot. */
  readonly adoptions: Adoptions | undefined;
  /** For the log of the process. */
  complain(message: string): void;
}

/** What became of a run whose process died. `left`: another process may go on with it; `gone`: one does, or it ended. */
export type Recovery = 'ended' | 'adopted' | 'left' | 'gone';

/** What is known of the death of a run's process. */
export interface RunDeath extends Death {
  /** Processes that have the run's code had their time to take it over: whoever comes ends it. */
  readonly isOverdue: boolean;
}

/** Takeovers after which a run is no longer executed: it seems to kill who executes it (D11). */
const MOST_RECOVERIES = 3;

/**
 * Takes over a run whose process is dead, and ends it or goes on with it (D11). Of several processes that try at a time
 * one gets it; a process that dies in here leaves it to the next.
 * @throws InvariantError where the run cannot be read; it is left as it was
 */
export async function recoverRun(
  spec: RecoverySpec,
  row: RunRow,
  { isOverdue, ...death }: RunDeath,
): Promise<Recovery> {
  if (!isOverdue && isWorthWaiting(spec, row)) return 'left';
  // Before it is taken: what this process cannot read it does not hold.
  const found = await loadRun(spec.store, row.id);
  const taken = await spec.store.takeOverRun(row, spec.processId());
  if (!taken) return 'gone';
  // Its process may have lived, and gone on until now.
  const stored = taken.lastSeq === found.state.lastSeq ? { ...found, row: taken } : await loadRun(spec.store, row.id);
  const fate = fateOf(spec, { stored, death });
  if (!('job' in fate)) return (await commitEnding(spec, stored, fate)) ? 'ended' : 'gone';
  spec.adoptions?.hand({ stored, job: fate.job, death }, (error) => endUnfit(spec, stored, { death, error }));
  return 'adopted';
}

/** Ends a run that could not be prepared; never throws. */
export async function endUnfit(
  spec: EndingSpec & Pick<RecoverySpec, 'complain'>,
  stored: StoredRun,
  ending: EndingReason,
): Promise<void> {
  try {
    await commitEnding(spec, stored, ending);
  } catch (error) {
    // This process still holds it, and finds it again as a run that it holds without executing it.
    spec.complain(`Run '${stored.row.id}' could not be ended: ${String(error)}`);
  }
}

/** Only a run that is to go on is worth waiting for, and only for a process with its code. */
function isWorthWaiting({ adoptions }: RecoverySpec, row: RunRow): boolean {
  if (row.resume === 'fail' || row.cancelRequested || row.recoveries >= MOST_RECOVERIES) return false;
  return adoptions?.jobOf(row) === undefined;
}

interface Taken {
  readonly stored: StoredRun;
  readonly death: Death;
}

/** Whether a run goes on, and with which code, or how it ends. */
function fateOf({ adoptions }: RecoverySpec, { stored, death }: Taken): EndingReason | { readonly job: JobDefinition } {
  const { row } = stored;
  if (row.cancelRequested || row.resume === 'fail') return { death };
  if (row.recoveries > MOST_RECOVERIES) {
    const often = `${death.reason}, and ${MOST_RECOVERIES} others that executed the run died before`;
    return { death, error: crashOf({ ...death, reason: often }) };
  }
  const job = adoptions?.jobOf(row);
  if (!job) {
    const alone = `${death.reason}, and no process that has the code of the job went on with the run`;
    return { death, error: crashOf({ ...death, reason: alone }) };
  }
  const error = obstacleTo(stored, job, death);
  return error ? { death, error } : { job };
}
