import { foldRun, isStreamEvent, type Plan, type RunEvent, type RunState, type StreamEvent } from '@hookline/core/spi';

/** The state of a run after its events up to `seq`; default all. */
export function foldCommitted(events: readonly RunEvent[], plan: Plan, seq = Number.POSITIVE_INFINITY): RunState {
  const stream = events.filter((event): event is StreamEvent => isStreamEvent(event) && event.seq <= seq);
  return foldRun(stream, plan.snapshot.steps);
}
