import { caseTable } from './case-table';
import type { Results } from './results';

/** All tables of a run. */
export function resultTables(results: Results): string {
  const parts = [...results].map(([workload, cases]) => {
    const tables = cases.map((result) => caseTable(result, workload));
    return [`### ${workload.id} · ${workload.title}`, ...tables].join('\n\n');
  });
  return parts.join('\n\n');
}
