import type { CaseResult, Figures } from '../measure/measure-case';
import { type Summary, summarize } from '../measure/statistics';
import type { Workload } from '../workloads/workload';

/** All that one run of the bench measured. */
export type Results = ReadonlyMap<Workload, readonly CaseResult[]>;

/** Where a figure stands in the results. */
export interface Place {
  /** Id of the workload. */
  readonly workload: string;
  /** Position of the case in it. */
  readonly at?: number;
  readonly contestant?: string;
}

/** Warm figures; `undefined` where they were not measured. The contestant is the product unless another is named. */
export function figuresAt(results: Results, { workload, at = 0, contestant = 'hookline' }: Place): Figures | undefined {
  const found = [...results].find(([{ id }]) => id === workload);
  if (!found) return undefined;
  const [{ cases }, measured] = found;
  // Of some workloads only a part is measured.
  return measured.find(({ title }) => title === cases[at]?.title)?.figures.get(contestant);
}

/** Each figure against the reference of the same round. */
export function ratios(own: readonly number[], reference: readonly number[]): Summary {
  return summarize(own.map((figure, round) => figure / (reference[round] ?? Number.NaN)));
}
