import { createPlan, foldRun, isStreamEvent, type RunState } from '@hookline/core/spi';
import { executeInProcess, InvariantError } from 'hookline';
import type { Graph } from '../graphs/graph';
import { graphJob } from '../product/graph-job';
import type { Timed } from './contestant';

/** Folds the events of a run of a graph, which is done once beforehand. */
export async function reducer(graph: Graph): Promise<Timed> {
  const job = graphJob(graph);
  const events = (await executeInProcess(job)).events.filter(isStreamEvent);
  const { steps } = createPlan(job).snapshot;
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
