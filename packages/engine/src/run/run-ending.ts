import type { RunStatus } from '@hookline/core';
import type { RunEnding, RunHookKind } from '@hookline/core/spi';

/** Head of the event that ends a run. */
export interface EndingHead {
  readonly runId: string;
  readonly seq: number;
  readonly at: number;
}

/** Why a run did not succeed, if it did not. */
export interface EndingReason {
  readonly error: Error | undefined;
  readonly cancelled: boolean;
}

/** The event that ends a run. */
export function createEnding(head: EndingHead, { error, cancelled }: EndingReason): RunEnding {
  if (!error) return { type: 'run.succeeded', ...head };
  return { type: cancelled ? 'run.cancelled' : 'run.failed', ...head, error };
}

/** What each ending means, and the hooks that it fires. */
export const ENDINGS: Readonly<Record<RunEnding['type'], { kind: RunHookKind; status: RunStatus }>> = {
  'run.succeeded': { kind: 'runSuccess', status: 'success' },
  'run.failed': { kind: 'runFailure', status: 'failure' },
  'run.cancelled': { kind: 'runCancel', status: 'cancelled' },
};
