import type { CaseResult, Figures } from '../measure/measure-case';
import { summarize } from '../measure/statistics';
import type { Workload } from '../workloads/workload';
import { digits, spread } from './figures';
import { markdownTable } from './markdown-table';
import { ratios } from './results';

/** The table of one case: a row per contestant, with ratios to the first. */
export function caseTable({ title, figures }: CaseResult, { unit, id }: Workload): string {
  const [[reference, base] = ['', undefined]] = figures;
  const isTimed = unit.startsWith('µs per');
  const head = [`${id}: ${title}`, unit, `× ${reference}`, ...(isTimed ? ['cold', `× ${reference}, cold`] : [])];
  const rows = [...figures].map(([name, own]) => rowOf({ name, own, base: base ?? own }).slice(0, head.length));
  return markdownTable(head, rows);
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
