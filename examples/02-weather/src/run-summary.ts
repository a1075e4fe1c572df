import type { RunEvent, SkipReason } from 'hookline';

/** How a run stands, as its events so far tell. Times in ms. */
export interface RunSummary {
  readonly jobName: string;
  readonly outcome: 'running' | 'success' | 'failure' | 'cancelled';
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** By step key, in the order in which they were first heard of. */
  readonly steps: ReadonlyMap<string, StepSummary>;
  /** Run hooks by name. */
  readonly hooks: ReadonlyMap<string, HookSummary>;
}

export interface StepSummary {
  readonly outcome: 'running' | 'retrying' | 'success' | 'failure' | 'skipped' | 'notExecuted' | 'cancelled';
  readonly attempts: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Of the last attempt that failed. */
  readonly error: Error | undefined;
  readonly reason: SkipReason | undefined;
  /** Of a dynamic output. */
  readonly keys: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Op hooks by name. */
  readonly hooks: ReadonlyMap<string, HookSummary>;
}

export interface HookSummary {
  /** How often it was called and returned. */
  readonly completed: number;
  /** Of the last call that failed. */
  readonly error: Error | undefined;
  /** Why it was held back. */
  readonly suppressed: string | undefined;
}

const NEW_STEP: Omit<StepSummary, 'hooks'> = {
  outcome: 'running',
  attempts: 0,
  startedAt: undefined,
  endedAt: undefined,
  error: undefined,
  reason: undefined,
  keys: [],
  metadata: {},
};
const NEW_HOOK: HookSummary = { completed: 0, error: undefined, suppressed: undefined };

/** What the events of one run, in their order, say about it. */
export function summarizeRun(events: readonly RunEvent[]): RunSummary {
  const steps = new Map<string, StepSummary & { readonly hooks: Map<string, HookSummary> }>();
  const hooks = new Map<string, HookSummary>();
  let run: Omit<RunSummary, 'steps' | 'hooks'> = { jobName: '', outcome: 'running', startedAt: 0, endedAt: undefined };
  for (const event of events) {
    const { stepKey } = event;
    if (stepKey === undefined) {
      run = { ...run, ...ofRun(event) };
      addHook(hooks, event);
      continue;
    }
    const step = steps.get(stepKey) ?? { ...NEW_STEP, hooks: new Map<string, HookSummary>() };
    addHook(step.hooks, event);
    steps.set(stepKey, { ...step, ...ofStep(event) });
  }
  return { ...run, steps, hooks };
}

function ofRun(event: RunEvent): Partial<RunSummary> {
  if (event.type === 'run.created') return { jobName: event.jobName, startedAt: event.at };
  if (event.type === 'run.succeeded') return { outcome: 'success', endedAt: event.at };
  if (event.type === 'run.failed') return { outcome: 'failure', endedAt: event.at };
  if (event.type === 'run.cancelled') return { outcome: 'cancelled', endedAt: event.at };
  return {};
}

function ofStep(event: RunEvent): Partial<Omit<StepSummary, 'hooks'>> {
  const endedAt = event.at;
  if (event.type === 'step.started') {
    const { attempt } = event;
    return { outcome: 'running', attempts: attempt, ...(attempt === 1 && { startedAt: event.at }) };
  }
  if (event.type === 'step.output' && event.keys) return { keys: event.keys };
  if (event.type === 'step.retrying') return { outcome: 'retrying', error: event.error };
  if (event.type === 'step.succeeded') return { outcome: 'success', endedAt, metadata: event.metadata ?? {} };
  if (event.type === 'step.failed') {
    return { outcome: 'failure', endedAt, error: event.error, metadata: event.metadata ?? {} };
  }
  if (event.type === 'step.skipped') return { outcome: 'skipped', endedAt, reason: event.reason };
  if (event.type === 'step.notExecuted') return { outcome: 'notExecuted', endedAt, reason: event.reason };
  if (event.type === 'step.cancelled') return { outcome: 'cancelled', endedAt };
  return {};
}

function addHook(hooks: Map<string, HookSummary>, event: RunEvent): void {
  if (event.type !== 'hook.completed' && event.type !== 'hook.failed' && event.type !== 'hook.suppressed') return;
  const before = hooks.get(event.hookName) ?? NEW_HOOK;
  hooks.set(event.hookName, { ...before, ...ofHook(event, before) });
}

function ofHook(
  event: Extract<RunEvent, { type: `hook.${string}` }>,
  { completed }: HookSummary,
): Partial<HookSummary> {
  switch (event.type) {
    case 'hook.completed':
      return { completed: completed + 1, error: undefined };
    case 'hook.failed':
      return { error: event.error };
    case 'hook.suppressed':
      return { suppressed: event.reason };
  }
}
