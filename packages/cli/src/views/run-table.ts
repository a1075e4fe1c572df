import type { RunSummary } from '@hookline/daemon';
import type { Look } from './look';
import { shortIds } from './short-id';
import { paintMark, RUN_MARKS } from './status';
import { type Cell, type Column, table } from './table';
import { printable } from './text';
import { formatAgo, formatDuration } from './time';

const COLUMNS: readonly Column[] = [
  { title: 'RUN' },
  { title: 'JOB', least: 12 },
  { title: 'STATUS' },
  { title: 'CREATED' },
  { title: 'TOOK', align: 'right' },
  { title: 'ENVIRONMENT', least: 8 },
  { title: 'TAGS', least: 8 },
];

/** Runs, one per line. */
export function runTable(runs: readonly RunSummary[], look: Look): string[] {
  const short = shortIds(runs.map(({ id }) => id));
  return table(
    COLUMNS,
    runs.map((run) => rowOf(run, short(run.id), look)),
    look,
  );
}

function rowOf(run: RunSummary, id: string, { colors, now }: Look): readonly Cell[] {
  const { color } = RUN_MARKS[run.status];
  return [
    { text: id, paint: colors.bold },
    { text: run.job },
    { text: run.status, paint: colors[color] },
    { text: formatAgo(run.createdAt, now) },
    { text: tookOf(run, now), paint: colors.dim },
    { text: printable(run.environment), paint: colors.dim },
    { text: tagsOf(run), paint: colors.dim },
  ];
}

/** How long a run took, or takes. */
function tookOf({ status, createdAt, endedAt }: RunSummary, now: number): string {
  return status === 'queued' ? '' : formatDuration((endedAt ?? now) - createdAt);
}

/** `team=billing, day=2026-01-31` */
export function tagsOf({ tags }: Pick<RunSummary, 'tags'>): string {
  return printable(
    Object.entries(tags)
      .map(([name, value]) => `${name}=${value}`)
      .join(', '),
  );
}

/** `✗ weatherReport failure` */
export function runHeadline({ job, status }: Pick<RunSummary, 'job' | 'status'>, { colors }: Look): string {
  const mark = RUN_MARKS[status];
  return `${paintMark(mark, colors)} ${colors.bold(job)} ${colors[mark.color](status)}`;
}
