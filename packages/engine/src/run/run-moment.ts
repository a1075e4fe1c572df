import type { RunStatus } from '@hookline/core';
import { type Plan, type RunState, type RunTrigger, stepsOf } from '@hookline/core/spi';
import type { RunMoment } from '../hooks/hook-moment';
import { foldCommitted } from './fold-committed';
import type { Journal } from './journal';

/** What a run hook is told about, but for what can be folded from events. */
export interface RunFact {
  readonly event: RunTrigger;
  readonly status: RunStatus;
  /** ms since 1970 */
  readonly startedAt: number;
}

/** Where the state of the run is folded from; the journal grows, but its events up to the trigger don't change. */
export interface RunLog {
  readonly journal: Pick<Journal, 'events'>;
  readonly plan: Plan;
}

/** A moment whose `steps` are the fold of the run's events up to the trigger, made when a hook looks at it. */
export function createRunMoment({ event, status, startedAt }: RunFact, { journal, plan }: RunLog): RunMoment {
  let state: RunState | undefined;
  const read = () => {
    state ??= foldCommitted(journal.events.all(), plan, event.seq);
    return state;
  };
  return {
    level: 'run',
    event,
    seq: event.seq,
    stepKey: undefined,
    status,
    startedAt,
    get steps() {
      return stepsOf(read());
    },
    get failedSteps() {
      return read().failedSteps;
    },
  };
}
