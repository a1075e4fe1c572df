import type { RunEvent, StepResult, Steps } from '@hookline/core';
import { initialRunState, isStreamEvent, type RunState, reduceRun, stepsOf } from '@hookline/core/spi';
import { count } from '../views/hook-rows';
import type { Look } from '../views/look';
import { runHeadline } from '../views/run-table';
import { alignRows, type TreeHook, type TreeRow, treeRows } from '../views/step-tree';
import { formatDuration } from '../views/time';

/** What is known of a run before its first event. */
export interface PictureOutline {
  readonly jobName: string;
  /** Steps that are to run, which are shown as pending; where nobody knows them they appear as they start. */
  readonly steps: Parameters<typeof initialRunState>[0]['steps'];
}

/** A run as its events so far tell, for a screen that is drawn again and again. */
export class RunPicture {
  private state: RunState | undefined;
  private readonly progress = new Map<string, string>();
  private readonly hooks = new Map<string, Map<string, TreeHook>>();
  private createdAt: number | undefined;

  constructor(private readonly outline: PictureOutline) {}

  add(event: RunEvent): void {
    this.createdAt ??= event.at;
    if (event.type === 'step.progress') this.progress.set(event.stepKey, `${event.done} of ${event.total}`);
    if (event.type === 'hook.completed' || event.type === 'hook.failed' || event.type === 'hook.suppressed')
      this.addHook(event);
    if (!isStreamEvent(event)) return;
    const { jobName, steps = [] } = this.outline;
    this.state ??= initialRunState({ runId: event.runId, jobName, steps });
    reduceRun(this.state, event);
  }

  /** @param height lines that there is room for; default any number */
  lines(look: Look, height = Number.POSITIVE_INFINITY): string[] {
    const { state } = this;
    if (!state) return [];
    const steps = stepsOf(state);
    // The texts of live errors may hold secrets: they are shown when the run has ended, as the store has them.
    const rows = treeRows(
      { steps, hooks: this.shownHooks(), progress: this.progress, errorText: ({ name }) => name },
      look.now,
    );
    const status = state.status === 'queued' ? 'running' : state.status;
    const took = this.createdAt === undefined ? '' : ` for ${formatDuration(look.now - this.createdAt)}`;
    const head = `${runHeadline({ job: state.jobName, status }, look)}${look.colors.dim(status === 'running' ? took : '')}`;
    return [head, ...fitted(rows, steps, { look, height: height - 1 })];
  }

  private addHook(event: Extract<RunEvent, { type: `hook.${string}` }>): void {
    const ofStep = this.hooks.get(event.stepKey ?? '') ?? new Map<string, TreeHook>();
    this.hooks.set(event.stepKey ?? '', ofStep.set(event.hookName, treeHook(event)));
  }

  private shownHooks(): ReadonlyMap<string, readonly TreeHook[]> {
    return new Map([...this.hooks].map(([key, hooks]) => [key, [...hooks.values()]]));
  }
}

function treeHook(event: Extract<RunEvent, { type: `hook.${string}` }>): TreeHook {
  const hook = event.hookName;
  if (event.type === 'hook.completed') return { hook, mark: { mark: '→', color: 'green' }, detail: '' };
  if (event.type === 'hook.suppressed') return { hook, mark: { mark: '→', color: 'dim' }, detail: event.reason };
  const detail = event.willRetry ? `${event.error.name}: tried again later` : event.error.name;
  return { hook, mark: { mark: '→', color: event.willRetry ? 'yellow' : 'red' }, detail };
}

/** All rows, or those that tell most in their order, with a line that counts all steps. */
function fitted(
  rows: readonly TreeRow[],
  steps: Steps,
  { look, height }: { readonly look: Look; readonly height: number },
): string[] {
  if (rows.length <= height) return alignRows(rows, look);
  const room = Math.max(0, height - 1);
  // Of equal weight the later ones are nearer to what happens.
  const byWeight = rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => b.row.weight - a.row.weight || b.index - a.index);
  const kept = new Set(byWeight.slice(0, room).map(({ row }) => row));
  const shown = rows.filter((row) => kept.has(row));
  return [...alignRows(shown, look), look.colors.dim(`  … ${countSteps(steps)}`)];
}

function countSteps(steps: Steps): string {
  const all = Object.values(steps);
  const n = (...statuses: readonly StepResult['status'][]) =>
    all.filter(({ status }) => statuses.includes(status)).length;
  const parts = [
    [n('success'), 'done'],
    [n('running', 'retrying'), 'running'],
    [n('failure'), 'failed'],
    [n('pending'), 'to come'],
  ] as const;
  const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${count(all.length, 'step')}: ${shown.join(', ')}`;
}
