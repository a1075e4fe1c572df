import type { RunEvent } from 'hookline';
import type { Colors } from 'picocolors/types';
import { type HookSummary, type RunSummary, type StepSummary, summarizeRun } from './run-summary';

/** One line of the tree before it is aligned. */
interface Row {
  readonly indent: string;
  readonly mark: string;
  readonly paint: Paint;
  readonly name: string;
  /** ms; undefined where nothing ran. */
  readonly duration: number | undefined;
  readonly detail: string;
}

/** A step, or what several have in common: a graph, or an op with a step per key. */
interface Branch {
  readonly name: string;
  step?: StepSummary;
  readonly branches: Map<string, Branch>;
}

type Paint = (text: string) => string;

const MARKS: Readonly<
  Record<StepSummary['outcome'], readonly [mark: string, color: 'green' | 'red' | 'yellow' | 'dim']>
> = {
  running: ['…', 'dim'],
  retrying: ['↻', 'yellow'],
  success: ['✓', 'green'],
  failure: ['✗', 'red'],
  skipped: ['○', 'dim'],
  notExecuted: ['○', 'dim'],
  cancelled: ['■', 'yellow'],
};
const REASONS = {
  absent: 'skipped: its input is absent',
  upstream: 'not executed: a step before it did not succeed',
  run: 'not executed: the run ended',
} as const;

/** A run as lines of text: each step with its outcome, duration and hooks. Needs nothing but the events of the run. */
export function stepTree(events: readonly RunEvent[], colors: Colors): string[] {
  const run = summarizeRun(events);
  const top = branchesOf(run.steps);
  const rows = [...branchRows(top, { indent: '', colors }), ...hookRows(run.hooks, { indent: '', colors })];
  const width = Math.max(0, ...rows.map(({ indent, mark, name }) => `${indent}${mark} ${name}`.length));
  return [headline(run, colors), ...rows.map((row) => alignRow(row, { width, colors }))];
}

function headline({ jobName, outcome, startedAt, endedAt }: RunSummary, colors: Colors): string {
  const [mark, color] = MARKS[outcome];
  const duration = endedAt === undefined ? '' : ` in ${formatMs(endedAt - startedAt)}`;
  return `${colors[color](mark)} ${colors.bold(jobName)} ${outcome}${duration}`;
}

function alignRow(
  { indent, mark, paint, name, duration, detail }: Row,
  { width, colors }: { width: number; colors: Colors },
): string {
  const gap = ' '.repeat(width - `${indent}${mark} ${name}`.length);
  const time = (duration === undefined ? '' : formatMs(duration)).padStart(9);
  // Blanks are not painted, so that none are left at the end.
  const dim = (text: string): string => (text.trim() === '' ? text : colors.dim(text));
  return `  ${indent}${paint(mark)} ${name}${gap}${dim(time)}  ${dim(detail)}`.trimEnd();
}

function formatMs(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** `graph.op` and `op[key]` grow from what stands before the dot and the bracket. */
function branchesOf(steps: RunSummary['steps']): Map<string, Branch> {
  const root: Branch = { name: '', branches: new Map() };
  for (const [stepKey, step] of steps) {
    let branch = root;
    for (const name of stepKey.split(/\.|(?=\[)/)) {
      const next = branch.branches.get(name) ?? { name, branches: new Map<string, Branch>() };
      branch.branches.set(name, next);
      branch = next;
    }
    branch.step = step;
  }
  return root.branches;
}

interface Place {
  readonly indent: string;
  readonly colors: Colors;
}

function branchRows(branches: ReadonlyMap<string, Branch>, { indent, colors }: Place): Row[] {
  const inner: Place = { indent: `${indent}  `, colors };
  return [...branches.values()].flatMap(({ name, step, branches: below }) => [
    step ? stepRow(name, step, { indent, colors }) : groupRow(name, below, { indent, colors }),
    ...branchRows(below, inner),
    ...hookRows(step?.hooks ?? new Map(), inner),
  ]);
}

function groupRow(name: string, below: ReadonlyMap<string, Branch>, { indent }: Place): Row {
  return {
    indent,
    mark: '┬',
    paint: String,
    name,
    duration: undefined,
    detail: below.size === 1 ? '1 step' : `${below.size} steps`,
  };
}

function stepRow(name: string, step: StepSummary, { indent, colors }: Place): Row {
  const [mark, color] = MARKS[step.outcome];
  const { startedAt, endedAt } = step;
  const duration = startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt;
  return { indent, mark, paint: colors[color], name, duration, detail: stepDetail(step) };
}

function stepDetail({ attempts, outcome, error, reason, keys, metadata }: StepSummary): string {
  if (reason !== undefined) return REASONS[reason];
  const tries = attempts > 1 ? [`${attempts} attempts`] : [];
  if (outcome === 'failure' || outcome === 'retrying') return [...tries, firstLine(error)].join(': ');
  const found = keys.length > 0 ? [keys.join(', ')] : [];
  return [...tries, ...found, ...Object.entries(metadata).map(([key, value]) => `${key} ${String(value)}`)].join(', ');
}

function hookRows(hooks: ReadonlyMap<string, HookSummary>, { indent, colors }: Place): Row[] {
  return [...hooks].map(([name, hook]) => ({
    indent,
    mark: '→',
    paint: hook.error ? colors.red : colors.cyan,
    name,
    duration: undefined,
    detail: hookDetail(hook),
  }));
}

function hookDetail({ completed, error, suppressed }: HookSummary): string {
  if (error) return `failed: ${firstLine(error)}`;
  if (suppressed !== undefined) return `held back: ${suppressed}`;
  return completed > 1 ? `${completed} times` : '';
}

function firstLine(error: Error | undefined): string {
  return error?.message.split('\n')[0] ?? '';
}
