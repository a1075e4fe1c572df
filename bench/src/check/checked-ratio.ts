import { chooseWorkloads } from '../choose-workloads';
import type { Effort } from '../measure/effort';
import { measureCase } from '../measure/measure-case';

/** A ratio that must not get worse. */
export interface CheckedRatio {
  /** Id of the workload. */
  readonly workload: string;
  /** Position of the case in it. */
  readonly at: number;
}

/** The ratios that are checked: each against the first contestant of its case. */
export const checkedRatios: readonly CheckedRatio[] = [
  { workload: 'W1', at: 0 },
  { workload: 'W1s', at: 0 },
  { workload: 'W2', at: 0 },
  { workload: 'W3', at: 0 },
  { workload: 'W4', at: 1 },
  { workload: 'W6', at: 0 },
  { workload: 'W6', at: 1 },
  { workload: 'W7', at: 0 },
  { workload: 'W7', at: 3 },
  { workload: 'W8', at: 0 },
  { workload: 'W9', at: 0 },
  { workload: 'W10', at: 0 },
  { workload: 'W11', at: 0 },
  { workload: 'memory', at: 0 },
];

const EFFORT: Effort = { generations: 2, rounds: 4, warmUp: 500, turn: 60, peers: false };

/** `W1: chain of 1,000`, as the ratio is called in the file. */
export function nameOf({ workload, at }: CheckedRatio): string {
  return `${workload}: ${caseOf({ workload, at }).title}`;
}

/**
 * The product against the first contestant of its case. The best round of each: what else the machine does makes rounds
 * slower, never faster, so the best ones lie closest together from one measurement to the next.
 */
export async function measureRatio(ratio: CheckedRatio): Promise<number> {
  const { title, contestants } = caseOf(ratio);
  const [reference = ''] = Object.keys(contestants);
  const two = Object.fromEntries(
    Object.entries(contestants).filter(([name]) => [reference, 'hookline'].includes(name)),
  );
  const { figures } = await measureCase(workloadOf(ratio), { title, contestants: two }, EFFORT);
  const best = (name: string) => Math.min(...(figures.get(name)?.warm ?? []));
  return best('hookline') / best(reference);
}

function workloadOf({ workload }: CheckedRatio) {
  const [found] = chooseWorkloads([workload]);
  if (found) return found;
  throw new Error(`There is no workload '${workload}'.`);
}

function caseOf(ratio: CheckedRatio) {
  const found = workloadOf(ratio).cases[ratio.at];
  if (found) return found;
  throw new Error(`${ratio.workload} has no case ${ratio.at}.`);
}
