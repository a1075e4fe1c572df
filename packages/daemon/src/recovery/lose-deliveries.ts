import {
  type DeliveryOutcome,
  type DeliveryRow,
  type HookOutbox,
  type NewDelivery,
  type RunStore,
  WAITS_FOR_PLACE,
} from '@hookline/core/spi';
import { deadLettersOf } from '../encode-deliveries';
import { disabledHooksOf } from '../instance/stored-request';
import { loadSnapshot } from '../runs/load-run';
import { hookIdsOf } from './commit-ending';

/** What marking deliveries as lost needs. */
export interface LossSpec {
  readonly store: Pick<RunStore, 'commit' | 'getRun' | 'getPlan'> &
    Pick<HookOutbox, 'registerHooks' | 'runningOf' | 'release'>;
  processId(): string;
  /** ms since 1970 */
  now(): number;
  /** Deliveries wait: the dispatcher has something to look for. */
  left(): void;
  /** For the log of the process. */
  complain(message: string): void;
}

/** The first loss may be nobody's fault; after three more, in which it ran alone, the hook kills its process (D20). */
const MOST_LOSSES = 4;

/** Deliveries of one commit. */
const PAGE = 200;

/**
 * Takes deliveries away from a process that is dead: they wait again, or are dead after too many losses. Which of them
 * that process had delivered before it died nobody knows: hooks are called at least once. Those that waited for a place are
 * given back: most of them never began, and one that did kills its process under its next claim at the latest.
 */
export async function loseDeliveries(spec: LossSpec, process: string): Promise<void> {
  const claimed = await spec.store.runningOf([process]);
  const waiting = claimed.filter(waitsForPlace);
  const nextAt = spec.now();
  await spec.store.release(waiting.map(({ id, claim }) => ({ id, claim, nextAt, unroutableAt: undefined })));
  const rows = claimed.filter((row) => !waitsForPlace(row));
  for (let from = 0; from < rows.length; from += PAGE) {
    const outcomes: DeliveryOutcome[] = [];
    for (const row of rows.slice(from, from + PAGE)) outcomes.push(await lossOf(spec, row, process));
    await spec.store.commit({ processId: spec.processId(), runs: [], outcomes, hookLog: [] });
  }
  if (claimed.length > 0) spec.left();
}

const waitsForPlace = ({ reason }: DeliveryRow): boolean => reason === WAITS_FOR_PLACE;

async function lossOf(spec: LossSpec, row: DeliveryRow, process: string): Promise<DeliveryOutcome> {
  const at = spec.now();
  const isDead = row.losses + 1 >= MOST_LOSSES;
  const loss = {
    deliveryId: row.id,
    claim: row.claim,
    result: 'lost',
    error: undefined,
    // The claim was that process's, though this one settles it.
    processId: process,
    hookVersion: undefined,
    startedAt: at,
    endedAt: at,
    duration: 0,
  } as const;
  if (!isDead) return { ...loss, state: 'pending', nextAt: at, reason: undefined, deadLetters: [] };
  const deadLetters = await lettersOf(spec, row, at);
  return { ...loss, state: 'dead', nextAt: undefined, reason: 'kills its process', deadLetters };
}

/** The hook of last resort has none of its own: its death only goes to the log (D22). */
async function lettersOf(spec: LossSpec, row: DeliveryRow, at: number): Promise<readonly NewDelivery[]> {
  const { store } = spec;
  if (row.origin === 'deadLetter')
    spec.complain(`The hook of last resort '${row.hook}' of job '${row.job}' is given up, for it kills its process.`);
  const run = row.origin === 'deadLetter' ? undefined : await store.getRun(row.runId);
  if (!run) return [];
  const snapshot = await loadSnapshot(store, run);
  if (snapshot.deadLetterHooks.length === 0) return [];
  const hookIds = await hookIdsOf(store, run, snapshot);
  return deadLettersOf({ ...row, deliveryId: row.id, death: `${row.claim}` }, at, {
    snapshot,
    hookIds,
    disabledHooks: disabledHooksOf(run.config),
  });
}
