import type { CaseResult, Figures } from '../measure/measure-case';
import { summarize } from '../measure/statistics';
import type { Workload } from '../workloads/workload';
import { digits, spread } from './figures';
import { markdownTable } from './markdown-table';
import { ratios } from './results';

/** The table of one case: a row per contestant, with ratios to the first. */
export function caseTable({ title, unit, figures }: CaseResult, { id }: Pick<Workload, 'id'>): string {
  const [[reference, base] = ['', undefined]] = figures;
  const isTimed = unit.startsWith('µs per');
  const head = [`${id}: ${title}`, unit, `× ${reference}`, ...(isTimed ? ['cold', `× ${reference}, cold`] : [])];
  const isCounted = [...figures.values()].some(({ counts }) => counts);
  const per = unit.replace('µs ', '');
  const counted = isCounted ? [`commits ${per}`, `rows ${per}`, `bytes ${per}`] : [];
  const rows = [...figures].map(([name, own]) => [
    ...rowOf({ name, own, base: base ?? own }).slice(0, head.length),
    ...(isCounted ? countsOf(own) : []),
  ]);
  return markdownTable([...head, ...counted], rows);
}

function countsOf({ counts }: Figures): readonly string[] {
  return counts ? [counts.commits, counts.rows, counts.bytes].map(digits) : ['–', '–', '–'];
}

interface Row {
  readonly name: string;
  readonly own: Figures;
  readonly base: Figures;
}

function rowOf({ name, own, base }: Row): readonly string[] {
  return [
    name,
    spread(summarize(own.warm)),
    own === base ? '1' : spread(ratios(own.warm, base.warm)),
    digits(summarize(own.cold).median),
    own === base ? '1' : digits(ratios(own.cold, base.cold).median),
  ];
}
