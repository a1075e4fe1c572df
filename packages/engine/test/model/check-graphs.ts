import fc from 'fast-check';
import { checkJob } from './check-job';
import { largeJob, randomJob } from './generate/random-job';

/** Which random jobs are checked. */
export interface Batch {
  readonly seed: number;
  readonly graphs: number;
  /** 200 to 1,000 steps instead of 1 to 120. */
  readonly large: boolean;
  /** Of a failure that is replayed. */
  readonly path?: string;
}

/**
 * Runs a batch of random jobs and holds each run against the rules.
 * @returns `undefined` when all is well, else the smallest job found that shows the fault, and how to replay it
 */
export async function checkGraphs({ seed, graphs, large, path }: Batch): Promise<string | undefined> {
  const property = fc.asyncProperty(large ? largeJob : randomJob, checkJob);
  const replayed = path === undefined ? {} : { path };
  const details = await fc.check(property, { seed, numRuns: graphs, interruptAfterTimeLimit: LONGEST, ...replayed });
  if (!details.failed) return undefined;
  const { counterexample, errorInstance, counterexamplePath, numRuns } = details;
  if (!counterexample) return undefined; // it was interrupted before anything failed
  const where = `--seed ${seed} --path ${counterexamplePath}${large ? ' --large' : ''}`;
  return [
    `Graph ${numRuns} of seed ${seed} breaks the rules. The smallest like it:`,
    JSON.stringify(counterexample[0]),
    String(errorInstance),
    `Replay: npm run test:model -- ${where}`,
  ].join('\n');
}

/** Shrinking a large job ends after this time, ms. */
const LONGEST = 120_000;
