import type { HookKind } from '../context/hook-info';

/**
 * Where a stored delivery stands. `open` (in a window that has not closed) and `folded` (into a digest) come with policies.
 * Ended are `delivered`, `suppressed`, `folded`, `dead`.
 */
export type StoredDeliveryState = 'open' | 'pending' | 'running' | 'delivered' | 'suppressed' | 'folded' | 'dead';

/** Why a delivery exists: a trigger, the death of another delivery, a user who had a hook replayed. */
export type DeliveryOrigin = 'trigger' | 'deadLetter' | 'replay';

/**
 * The `reason` of a claim whose hook has not begun: its process has it in hand until there is a place for the call. Where that
 * process dies, the claim is given back and not lost, once: the next one is made when there is a place (D18).
 */
export const WAITS_FOR_PLACE = 'waits for a place in its process';

/** A delivery that is stored for the first time, in the transaction of its trigger. */
export interface NewDelivery {
  /** Begins with `runId/triggerSeq/` (as `deliveryId` makes it), so that a store finds those of a run or trigger by it. */
  readonly id: string;
  readonly runId: string;
  readonly triggerSeq: number;
  readonly stepKey: string | undefined;
  /** Of the step. */
  readonly attempt: number;
  readonly kind: HookKind;
  /** Of the store; see `HookOutbox.registerHooks`. */
  readonly hookId: number;
  /** Among the hooks of one trigger, in the order of S3. */
  readonly order: number;
  readonly blocking: boolean;
  readonly origin: DeliveryOrigin;
  /**
   * `running`: its attempt begins after the commit, in the process that commits it, which is its `owner` with claim 1.
   */
  readonly state: 'running' | 'pending' | 'suppressed';
  /** Why it is suppressed, or that it waits for a place. */
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  /**
   * The only process that may claim it: its hook needs a resource that was given by value (D14). Undefined: any process.
   */
  readonly boundTo: string | undefined;
  /** The trigger's time, ms since 1970. */
  readonly createdAt: number;
  /** When the step (or run) started, ms since 1970. */
  readonly startedAt: number;
}

/** A delivery as it is stored. */
export interface DeliveryRow extends Omit<NewDelivery, 'state'> {
  readonly state: StoredDeliveryState;
  readonly location: string;
  readonly environment: string;
  readonly job: string;
  /** Name of the hook. */
  readonly hook: string;
  /** When it may be tried next, ms since 1970. */
  readonly nextAt: number;
  /** Number of its last claim: whoever holds it has it in hand (D8). 0: never claimed. */
  readonly claim: number;
  /** Attempts that ended with a result of their own. */
  readonly attempts: number;
  /** Claims whose owner died (D20). */
  readonly losses: number;
  /** ms since 1970 */
  readonly endedAt: number | undefined;
  /** JSON of the error of the last failed attempt. */
  readonly error: string | undefined;
  /** How long the last attempt took, ms. */
  readonly duration: number | undefined;
}

/**
 * How the claim of a delivery ended. It counts where the row has this claim and has not ended; `delivered` also where a
 * later claim is under way, for the hook did return (D8).
 */
export interface DeliveryOutcome {
  readonly deliveryId: string;
  /** The claim under which it was attempted. */
  readonly claim: number;
  /**
   * `lost`: its owner died, which is no attempt (D20). `expired`: nobody could route it for too long, or it was given up
   * while it waited.
   */
  readonly result: 'delivered' | 'failed' | 'lost' | 'expired';
  /** `pending`: it is tried again at `nextAt`. */
  readonly state: 'delivered' | 'pending' | 'dead';
  readonly nextAt: number | undefined;
  /** JSON of the error; of failures alone. */
  readonly error: string | undefined;
  /** Why it is dead. */
  readonly reason: string | undefined;
  readonly processId: string;
  /** Of the code, for display. */
  readonly hookVersion: string | undefined;
  /** ms since 1970 */
  readonly startedAt: number;
  readonly endedAt: number;
  /** ms, monotonic */
  readonly duration: number;
  /** Deliveries of hooks of last resort: stored only where the row became `dead` by this outcome. */
  readonly deadLetters: readonly NewDelivery[];
}

/** One attempt, for display. Of a delivery that was delivered at once there is none: its row says all. */
export interface AttemptRow {
  readonly deliveryId: string;
  readonly n: number;
  readonly claim: number;
  readonly processId: string;
  readonly hookVersion: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly duration: number;
  readonly result: 'delivered' | 'failed' | 'lost';
  readonly error: string | undefined;
}

/** A hook of a job, as the store knows it. */
export interface HookRow {
  readonly id: number;
  readonly location: string;
  readonly environment: string;
  readonly job: string;
  readonly name: string;
  /** Failures of different deliveries in a row. */
  readonly failures: number;
  /** The breaker is open until then, ms since 1970; 0: closed (D19). */
  readonly openUntil: number;
}
