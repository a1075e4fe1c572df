import { executeInProcess, type JobDefinition, type RunEvent } from 'hookline';
import { quantile } from '../measure/statistics';
import { waitedForCpu } from '../measure/stopwatch';
import { LatencyHooks } from '../product/latency-hooks';
import type { Gauge } from './contestant';

/** Undisturbed runs per reading, and how many are tried for them. */
const RUNS = 30;
const MOST_RUNS = 300;

/** µs from the commit of a trigger, as `onEvent` is told of it, to the start of its hook: that of the slowest in a hundred. */
export function hookLatency(job: JobDefinition): Gauge {
  const read = async () => {
    const latencies: number[] = [];
    for (let runs = 0, tried = 0; runs < RUNS && tried < MOST_RUNS; tried += 1) {
      const waited = waitedForCpu();
      const ofRun = await latenciesOfRun(job);
      // Other work on the machine came in between.
      if (waitedForCpu() > waited) continue;
      latencies.push(...ofRun);
      runs += 1;
    }
    return (
      quantile(
        latencies.sort((a, b) => a - b),
        0.99,
      ) * 1_000
    );
  };
  return { kind: 'gauge', read };
}

async function latenciesOfRun(job: JobDefinition): Promise<readonly number[]> {
  const committedAt = new Map<string, number>();
  const onEvent = (event: RunEvent) => {
    if (event.type === 'step.succeeded') committedAt.set(event.stepKey, performance.now());
  };
  LatencyHooks.startedAt.clear();
  await executeInProcess(job, { onEvent, maxConcurrent: 10_000 });
  return [...committedAt].map(([key, at]) => (LatencyHooks.startedAt.get(key) ?? Number.NaN) - at);
}
