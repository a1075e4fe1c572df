import type { RunStatus } from '@hookline/core';
import { type Plan, type RunEvent, type RunState, type RunTrigger, stepsOf } from '@hookline/core/spi';
import type { RunMoment } from '../hooks/hook-moment';
import { foldCommitted } from './fold-committed';

/** What a run hook is told about, but for what can be folded from events. */
export interface RunFact {
  readonly event: RunTrigger;
  readonly status: RunStatus;
  /** ms since 1970 */
  readonly startedAt: number;
}

/** Where the state of the run is folded from; `events` grows, but those up to the trigger don't change. */
export interface CommittedRun {
  readonly events: readonly RunEvent[];
  readonly plan: Plan;
}

/** A moment whose `steps` are the fold of the run's events up to the trigger, made when a hook looks at it. */
export function createRunMoment({ event, status, startedAt }: RunFact, { events, plan }: CommittedRun): RunMoment {
  let state: RunState | undefined;
  const read = () => {
    state ??= foldCommitted(events, plan, event.seq);
    return state;
  };
  return {
    level: 'run',
    event,
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
