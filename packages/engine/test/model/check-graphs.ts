import fc from 'fast-check';
import { checkJobs } from './check-job';
import { jobsSideBySide, largeJob, randomJob } from './generate/random-job';
import type { JobSpec } from './job-spec';

/** One job of 1 to 120 steps, two or three of those side by side, one of 200 to 1,000 steps. */
export type GraphKind = 'single' | 'side-by-side' | 'large';

const KINDS: Readonly<Record<GraphKind, fc.Arbitrary<readonly JobSpec[]>>> = {
  single: randomJob.map((job) => [job]),
  'side-by-side': jobsSideBySide,
  large: largeJob.map((job) => [job]),
};

/** Which random jobs are checked. */
export interface Batch {
  readonly seed: number;
  readonly graphs: number;
  readonly kind: GraphKind;
  /** Of a failure that is replayed. */
  readonly path?: string | undefined;
  /** False: tells the first job that shows a fault as it is. */
  readonly shrink?: boolean;
}

/** What came of a batch. */
export interface BatchResult {
  /** Graphs checked, up to the first that failed. */
  readonly graphs: number;
  /** Those of which everything was fixed by the rules, and compared. */
  readonly exact: number;
  /** The smallest job found that shows a fault, and how to replay it. */
  readonly failure: string | undefined;
}

/** Shrinking ends after this time, ms. */
const LONGEST_SHRINK = 120_000;

/** Runs a batch of random jobs and holds each run against the rules. */
export async function checkGraphs({ seed, graphs, kind, path, shrink = true }: Batch): Promise<BatchResult> {
  let exact = 0;
  let deadline = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(KINDS[kind], async (specs) => {
    if (Date.now() > deadline) return; // what shrinking still tries counts as well
    try {
      const open = await checkJobs(specs);
      const isExact = open.every(({ steps, hooks }) => !steps && !hooks);
      if (isExact && deadline === Number.POSITIVE_INFINITY) exact += 1;
    } catch (error) {
      deadline = Math.min(deadline, Date.now() + LONGEST_SHRINK);
      throw error;
    }
  });
  const options = { seed, numRuns: graphs, endOnFailure: !shrink, ...(path !== undefined && { path }) };
  const details = await fc.check(property, options);
  if (!details.failed) return { graphs, exact, failure: undefined };
  const { counterexample, errorInstance, counterexamplePath, numRuns } = details;
  if (!counterexample) throw new Error('fast-check failed without a counterexample.');
  const where = `--seed ${seed} --path ${counterexamplePath}${kind === 'single' ? '' : ` --kind ${kind}`}`;
  const failure = [
    `Graph ${numRuns} of seed ${seed} breaks the rules. The smallest found that does:`,
    JSON.stringify(counterexample[0]),
    String(errorInstance),
    `Replay: npm run test:model -- ${where}`,
  ].join('\n');
  return { graphs: numRuns, exact, failure };
}
