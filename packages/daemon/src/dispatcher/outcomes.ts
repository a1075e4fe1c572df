import { type DeliveryOutcome, type DeliveryRow, encodeError, type HookDefinition } from '@hookline/core/spi';
import { deliveryDelay } from '@hookline/engine';
import { type DeadDelivery, deadLettersOf } from '../encode-deliveries';
import type { AttemptEnd } from './delivery-attempt';
import type { LoadedDelivery } from './delivery-loader';
import type { DispatcherSpec } from './dispatcher-spec';
import type { HookRun } from './hook-run';

/** Who settles a claim, and when. */
export interface Settling extends Pick<DispatcherSpec, 'hookVersion'> {
  /** The process that holds the claim. */
  readonly processId: string;
  /** ms since 1970 */
  readonly endedAt: number;
  /** Of the attempt, ms. */
  readonly duration: number;
}

/** The hook has returned. */
export function deliveredOutcome(row: DeliveryRow, settling: Settling): DeliveryOutcome {
  return {
    ...head(row, settling),
    result: 'delivered',
    state: 'delivered',
    nextAt: undefined,
    error: undefined,
    reason: undefined,
    deadLetters: [],
  };
}

/** A failed attempt, and what follows. */
export function failedOutcome(loaded: LoadedDelivery, error: Error, settling: Settling & Follow): DeliveryOutcome {
  const { row, run, setting } = loaded;
  const { delay, endedAt } = settling;
  const isDead = delay === undefined;
  return {
    ...head(row, settling),
    result: 'failed',
    state: isDead ? 'dead' : 'pending',
    nextAt: isDead ? undefined : endedAt + delay,
    error: JSON.stringify(encodeError(error, setting.facts.redact)),
    reason: isDead ? 'its attempts are used up' : undefined,
    deadLetters: isDead ? lettersOf(row, run, { at: endedAt, death: `${row.claim}` }) : [],
  };
}

/** What follows a failure. */
export interface Follow {
  /** Until the next attempt, ms; undefined: there is none. */
  readonly delay: number | undefined;
}

/** A delivery that nobody could route for too long (D15). @param run undefined where it is not in the store */
export function expiredOutcome(row: DeliveryRow, run: LetterRun | undefined, settling: Settling): DeliveryOutcome {
  const { endedAt: at } = settling;
  // Nobody claims what nobody can route: its claim is the same when it expires again.
  const death = `${row.claim}-${at}`;
  return {
    ...head(row, settling),
    result: 'expired',
    state: 'dead',
    nextAt: undefined,
    error: undefined,
    reason: 'no process could route it for 7 days',
    deadLetters: run ? lettersOf(row, run, { at, death }) : [],
  };
}

/** What of a run tells who is to know of its dead. */
export type LetterRun = Pick<HookRun, 'snapshot' | 'hookIds' | 'disabledHooks'>;

interface Death extends Pick<DeadDelivery, 'death'> {
  /** ms since 1970 */
  readonly at: number;
}

function lettersOf(row: DeliveryRow, run: LetterRun, { at, death }: Death): DeliveryOutcome['deadLetters'] {
  // The death of a hook of last resort is not told to itself.
  if (row.origin === 'deadLetter') return [];
  const { id: deliveryId, runId, triggerSeq, stepKey } = row;
  return deadLettersOf({ deliveryId, runId, triggerSeq, stepKey, death }, at, run);
}

/** The wait before the next attempt, ms; undefined where there is none. */
export function delayAfter(
  { row, hook }: Pick<LoadedDelivery, 'row'> & { readonly hook: HookDefinition },
  { error, busy }: Pick<AttemptEnd, 'busy'> & { readonly error: Error },
  random: () => number,
): number | undefined {
  const delay = deliveryDelay({ hook, error, attempts: row.attempts + 1, random });
  // A call that is still under way holds its retry back by at most one more timeout (S16).
  return delay === undefined || !busy ? delay : Math.max(delay, hook.timeout);
}

function head({ id, claim }: DeliveryRow, { processId, hookVersion, endedAt, duration }: Settling) {
  const startedAt = Math.round(endedAt - duration);
  return { deliveryId: id, claim, processId, hookVersion, startedAt, endedAt, duration };
}
