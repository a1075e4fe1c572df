import type { CaseResult, Figures } from '../measure/measure-case';
import { summarize } from '../measure/statistics';
import type { Unit } from '../workloads/workload';
import { digits, spread } from './figures';

/** The Markdown table of one case: a row per contestant, with ratios to the first. */
export function caseTable({ title, figures }: CaseResult, unit: Unit): string {
  const [[reference, base] = ['', undefined]] = figures;
  const head = [title, `warm, ${unit}`, `× ${reference}`, `cold, ${unit}`, `× ${reference}`];
  const rows = [...figures].map(([name, own]) => rowOf(name, own, base ?? own));
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf(name: string, { warm, cold }: Figures, base: Figures): readonly string[] {
  return [
    name,
    spread(summarize(warm)),
    spread(summarize(ratios(warm, base.warm))),
    digits(summarize(cold).median),
    digits(summarize(ratios(cold, base.cold)).median),
  ];
}

/** Each figure against the reference of the same round. */
function ratios(own: readonly number[], reference: readonly number[]): readonly number[] {
  return own.map((figure, round) => figure / (reference[round] ?? Number.NaN));
}
