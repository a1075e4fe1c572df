import type { RunDetails } from '@hookline/daemon';
import { hooksByStep } from './hook-rows';
import type { Look } from './look';
import { runHeadline, tagsOf } from './run-table';
import { shortId } from './short-id';
import { stepTree } from './step-tree';
import { printable, printableLines } from './text';
import { formatAgo, formatDuration, formatTime } from './time';

/** A run as `run show` shows it: what it is, its steps with their hooks, why it ended as it did. */
export function runDetails(run: RunDetails, look: Look): string[] {
  return [...factLines(run, look), '', ...runTree(run, look), ...errorLines(run, look)];
}

/** The tree of a run that has ended, or of what is known of one that goes on. */
export function runTree(run: RunDetails, look: Look): string[] {
  const { startedAt, endedAt } = run;
  const took = startedAt === undefined || endedAt === undefined ? '' : ` in ${formatDuration(endedAt - startedAt)}`;
  const tree = stepTree({ steps: run.steps, hooks: hooksByStep(run.deliveries, look.now) }, look);
  return [`${runHeadline(run, look)}${took}`, ...tree];
}

function factLines(run: RunDetails, { colors, now }: Look): string[] {
  const facts: readonly (readonly [string, string])[] = [
    ['Run', run.id],
    ['Job', run.job],
    ['Created', `${formatTime(run.createdAt)} (${formatAgo(run.createdAt, now)})`],
    ['Location', `${printable(run.location)}, environment ${printable(run.environment)}`],
    ['Tags', tagsOf(run)],
    ['Parent', parentOf(run)],
    ['Resumable', resumableOf(run)],
  ];
  return facts.filter(([, text]) => text !== '').map(([name, text]) => `${colors.dim(name.padEnd(10))} ${text}`);
}

function parentOf({ id, parentId, rootId }: RunDetails): string {
  if (parentId === undefined) return '';
  const root = rootId === parentId || rootId === id ? '' : `, of a line that began with ${shortId(rootId)}`;
  return `executes ${shortId(parentId)} again${root}`;
}

/** Whether what succeeded can be used again; of a run that succeeded nobody asks. */
function resumableOf({ notRestorable, status }: RunDetails): string {
  if (status === 'success') return '';
  const why = notRestorable.map(({ stepKey, reason }) => `output of ${stepKey}: ${reason}`);
  return why.length === 0 ? 'yes' : printable(`no (${why.join('; ')})`);
}

/** The error in full, where the tree has its first line alone, or none. */
function errorLines({ error, steps }: RunDetails, { colors }: Look): string[] {
  if (!error) return [];
  const [first = '', ...rest] = printableLines(error.message);
  const isInTree = Object.values(steps).some((step) => step.error?.message === error.message);
  if (isInTree && rest.length === 0) return [];
  return ['', colors.red(`${error.name}: ${first}`), ...rest.map((line) => `  ${line}`)];
}
