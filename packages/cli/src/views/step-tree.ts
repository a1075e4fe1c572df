import type { SkipReason, StepResult, Steps } from '@hookline/core';
import type { Look } from './look';
import { type Mark, STEP_MARKS } from './status';
import { cut, pad, printable, widthOf } from './text';
import { formatDuration } from './time';

/** What a tree shows of a hook, at the step that it belongs to. */
export interface TreeHook {
  readonly hook: string;
  readonly mark: Mark;
  readonly detail: string;
}

/** What a tree shows. */
export interface TreeContent {
  readonly steps: Steps;
  /** Of a step by its key, of the run under the empty text; default none. */
  readonly hooks?: ReadonlyMap<string, readonly TreeHook[]>;
  /** Of steps that run: `120 of 365`. */
  readonly progress?: ReadonlyMap<string, string>;
  /** What is shown of an error; default its message. While a run goes on, errors are live, and their texts not masked. */
  readonly errorText?: (error: Error) => string;
}

/** One line of the tree before it is aligned. */
export interface TreeRow {
  readonly indent: string;
  readonly mark: Mark;
  readonly name: string;
  /** ms; undefined where nothing ran. */
  readonly duration: number | undefined;
  readonly detail: string;
  /** Higher first where there is no room for all. */
  readonly weight: number;
}

/** A step, or what several have in common: a graph, or an op with a step per key. */
interface Branch {
  readonly name: string;
  key: string;
  step: StepResult | undefined;
  readonly branches: Map<string, Branch>;
}

/** Below one branch; of more, those that went well are only counted. */
const MOST_SHOWN = 40;
const GROUP: Mark = { mark: '┬', color: 'dim' };
const REST: Mark = { mark: '…', color: 'dim' };
const REASONS: Readonly<Record<SkipReason, string>> = {
  absent: 'skipped: its input is absent',
  upstream: 'not executed: a step before it did not succeed',
  run: 'not executed: the run ended',
};
/** What is said of a step of another run, whose output a rerun uses. */
export const TAKEN_OVER = 'not repeated';
const WEIGHTS: Readonly<Record<StepResult['status'], number>> = {
  running: 4,
  retrying: 4,
  failure: 3,
  cancelled: 2,
  success: 1,
  skipped: 0,
  notExecuted: 0,
  pending: 0,
};

/** The steps of a run as lines, each with its outcome, duration and hooks. */
export function stepTree(content: TreeContent, look: Look): string[] {
  return alignRows(treeRows(content, look.now), look);
}

/** The rows of the tree, for a screen that may have no room for all. */
export function treeRows(content: TreeContent, now: number): TreeRow[] {
  const tree = new TreeBuilder(content, now);
  return [...tree.rowsOf(branchesOf(content.steps), ''), ...tree.hooksOf('', '')];
}

/** Names and durations under each other, details cut to the width. */
export function alignRows(rows: readonly TreeRow[], { width, colors }: Look): string[] {
  const heads = rows.map(({ indent, mark, name }) => `${indent}${mark.mark} ${name}`);
  const longest = Math.min(Math.max(0, ...heads.map(widthOf)), Math.max(20, width - 40));
  return rows.map(({ indent, mark, name, duration, detail }) => {
    const room = longest - widthOf(`${indent}${mark.mark} `);
    const time = pad(duration === undefined ? '' : formatDuration(duration), 10, 'right');
    const rest = width === Number.POSITIVE_INFINITY ? detail : cut(detail, width - longest - 15);
    // Blanks are not painted, so that none are left at the end.
    const dim = (text: string): string => (text.trim() === '' ? text : colors.dim(text));
    const head = `  ${indent}${colors[mark.color](mark.mark)} ${pad(cut(name, room), room)}`;
    return `${head}${dim(time)}  ${dim(rest)}`.trimEnd();
  });
}

/** `graph.op` and `op[key]` grow from what stands before the dot and the bracket. */
function branchesOf(steps: Steps): readonly Branch[] {
  const root: Branch = { name: '', key: '', step: undefined, branches: new Map() };
  for (const [key, step] of Object.entries(steps)) {
    let branch = root;
    for (const name of key.split(/\.|(?=\[)/)) {
      const next = branch.branches.get(name) ?? { name, key: '', step: undefined, branches: new Map<string, Branch>() };
      branch.branches.set(name, next);
      branch = next;
    }
    branch.key = key;
    branch.step = step;
  }
  return [...root.branches.values()];
}

class TreeBuilder {
  constructor(
    private readonly content: TreeContent,
    private readonly now: number,
  ) {}

  rowsOf(branches: readonly Branch[], indent: string): TreeRow[] {
    const shown = new Set(mostTelling(branches));
    const rows = branches.filter((branch) => shown.has(branch)).flatMap((branch) => this.rowsOfBranch(branch, indent));
    const hidden = branches.length - shown.size;
    const name = `${hidden} more, none of which went wrong`;
    return hidden === 0 ? rows : [...rows, { indent, mark: REST, name, duration: undefined, detail: '', weight: 1 }];
  }

  hooksOf(key: string, indent: string): TreeRow[] {
    return (this.content.hooks?.get(key) ?? []).map(({ hook, mark, detail }) => ({
      indent,
      mark: { mark: '→', color: mark.color },
      name: hook,
      duration: undefined,
      detail: printable(detail),
      weight: mark.color === 'red' ? 3 : 0,
    }));
  }

  private rowsOfBranch(branch: Branch, indent: string): TreeRow[] {
    const { name, key, step, branches } = branch;
    const below = [...branches.values()];
    const inner = `${indent}  `;
    const own = step ? this.stepRow(key, name, step) : groupRow(name, below);
    return [
      { ...own, indent, weight: weightOf(branch) },
      ...this.rowsOf(below, inner),
      ...(step ? this.hooksOf(key, inner) : []),
    ];
  }

  private stepRow(key: string, name: string, step: StepResult): TreeRow {
    const { status, startedAt, endedAt } = step;
    const end = endedAt ?? this.now;
    const duration = startedAt === undefined || isTakenOver(step) ? undefined : Math.max(0, end - startedAt);
    const detail = printable(this.detailOf(key, step));
    return { indent: '', mark: STEP_MARKS[status], name, duration, detail, weight: WEIGHTS[status] };
  }

  private detailOf(key: string, step: StepResult): string {
    const { status, attempts, error, failureKind, skipReason } = step;
    if (skipReason !== undefined) return REASONS[skipReason];
    if (isTakenOver(step)) return TAKEN_OVER;
    const tries = attempts > 1 ? [`${attempts} attempts`] : [];
    const progress = status === 'running' ? this.content.progress?.get(key) : undefined;
    if (progress !== undefined) return [...tries, progress].join(', ');
    if (status === 'cancelled') return [...tries, 'cancelled'].join(', ');
    if (!error || status === 'success') return tries.join(', ');
    const { errorText = messageText } = this.content;
    const kind = failureKind === undefined || failureKind === 'exception' ? [] : [failureKind];
    return [...tries, ...kind, errorText(error)].join(': ');
  }
}

/** A run that executes another again tells of what it has from there as of steps that succeeded without an attempt. */
function isTakenOver({ status, attempts }: StepResult): boolean {
  return status === 'success' && attempts === 0;
}

function groupRow(name: string, below: readonly Branch[]): TreeRow {
  const detail = below.length === 1 ? '1 step' : `${below.length} steps`;
  return { indent: '', mark: GROUP, name, duration: undefined, detail, weight: 0 };
}

/** Where there are many, those that went wrong or are going on come before the others; shown in their own order. */
function mostTelling(branches: readonly Branch[]): readonly Branch[] {
  if (branches.length <= MOST_SHOWN) return branches;
  const byWeight = [...branches].sort((a, b) => weightOf(b) - weightOf(a));
  const telling = byWeight.filter((branch) => weightOf(branch) > 1);
  return telling.length > MOST_SHOWN ? telling : byWeight.slice(0, MOST_SHOWN);
}

function weightOf({ step, branches }: Branch): number {
  return Math.max(step ? WEIGHTS[step.status] : 0, ...[...branches.values()].map(weightOf));
}

function messageText(error: Error): string {
  return error.message === '' ? error.name : error.message;
}
