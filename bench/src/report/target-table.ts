import { digits } from './figures';
import { markdownTable } from './markdown-table';
import type { Results } from './results';
import { type Target, targets } from './targets';

/** What was to be reached, and what was; targets whose workloads were not measured are left out. */
export function targetTable(results: Results): string {
  const rows = targets.flatMap((target) => {
    const measured = target.measure(results);
    return measured === undefined ? [] : [targetRow(target, measured)];
  });
  return markdownTable(['target', 'at most', 'stretch', 'measured', ''], rows);
}

/** A row of a table of targets. */
/** A row of a table of targets. */
export function targetRow(
  { what, target, stretch, unit }: Omit<Target, 'measure'>,
  measured: number,
): readonly string[] {
  return [
    what,
    `${digits(target)} ${unit}`.trim(),
    digits(stretch),
    digits(measured),
    verdict({ target, stretch }, measured),
  ];
}

function verdict({ target, stretch }: Pick<Target, 'target' | 'stretch'>, measured: number): string {
  if (measured <= stretch) return 'stretch reached';
  return measured <= target ? 'reached' : `**missed by ${digits(measured / target)} ×**`;
}
