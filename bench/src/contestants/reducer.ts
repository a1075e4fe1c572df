import { createPlan, foldRun, isStreamEvent, type RunState, type StreamEvent } from '@hookline/core/spi';
import { executeInProcess, InvariantError } from 'hookline';
import type { Graph } from '../graphs/graph';
import { graphJob } from '../product/graph-job';
import type { Timed } from './contestant';

/** Folds the events of a run of a graph, which is done once beforehand. */
export async function reducer(graph: Graph): Promise<Timed> {
  const job = graphJob(graph);
  const { steps } = createPlan(job).snapshot;
  const events = await eventsOf(graph);
  return {
    kind: 'timed',
    units: events.length,
    run: () => foldRun(events, steps),
    check: ({ result }) => {
      const { status } = result as RunState;
      if (status !== 'success') throw new InvariantError(`The events fold into a run that is '${status}'.`);
    },
  };
}

/** Looks at each of the same events: notes for each step the type of its last. */
export async function lastTypes(graph: Graph): Promise<Timed> {
  const events = await eventsOf(graph);
  const run = () => {
    const last = new Map<string | undefined, string>();
    for (const event of events) last.set(event.stepKey, event.type);
    return last;
  };
  return {
    kind: 'timed',
    units: events.length,
    run,
    check: ({ result }) => {
      // Those of the run itself have no step.
      const { size } = result as ReadonlyMap<string | undefined, string>;
      if (size !== graph.calls.length + 1) throw new InvariantError(`The events are of ${size - 1} steps.`);
    },
  };
}

async function eventsOf(graph: Graph): Promise<readonly StreamEvent[]> {
  return (await executeInProcess(graphJob(graph))).events.filter(isStreamEvent);
}
