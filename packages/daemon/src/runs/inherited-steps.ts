import { InvalidInvocationError } from '@hookline/core';
import type { Plan, PlanInput, PlanStep } from '@hookline/core/spi';
import type { StoredRun } from './load-run';
import { outputsOf, type StepOutputs } from './restore-steps';

/** What a re-execution takes over from its parent, and what it does again beside what was asked for. */
export interface Inheritance {
  /** Step key → what it produced; in the order of the parent's events, so that dynamic steps come before mapped ones. */
  readonly steps: ReadonlyMap<string, StepOutputs>;
  /** Steps that succeeded and run again, since their output cannot be read back, with the reason (D12). */
  readonly again: readonly { readonly stepKey: string; readonly reason: string }[];
}

/** What the re-execution is to do. */
export interface InheritRequest {
  readonly plan: Plan;
  readonly parent: Pick<StoredRun, 'events' | 'state'>;
  /** Step keys of the plan that run whatever became of them in the parent. */
  readonly rerun: ReadonlySet<string>;
}

/**
 * Steps that succeeded in the parent are taken over, unless their outputs are needed and cannot be read back: then they
 * run again, with as little as possible of what is above them.
 */
export function inheritSteps({ plan, parent, rerun }: InheritRequest): Inheritance {
  const outputs = outputsOf(parent.events);
  const steps = plan.snapshot.steps;
  const isInherited = steps.map((step) => !rerun.has(step.key) && succeeded(step, plan, parent));
  const runs = steps.map((step, index) => !isInherited[index] || !allSucceeded(step, parent));
  const again: { stepKey: string; reason: string }[] = [];
  // Upstream steps come before their dependents in a plan: from the end, each is asked once all that need it are known.
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    if (!isInherited[index]) continue;
    const step = steps[index] as PlanStep;
    const reason = isNeeded(index, plan, runs) ? lostReason(step, parent, outputs) : undefined;
    if (reason === undefined) continue;
    isInherited[index] = false;
    runs[index] = true;
    again.push({ stepKey: step.key, reason });
  }
  // Where a dynamic step runs again, nobody knows which keys it will emit.
  for (const [index, step] of steps.entries())
    if (step.scope !== undefined && !isInherited[step.scope]) isInherited[index] = false;
  return { steps: taken({ plan, parent, outputs, isInherited }), again };
}

/** For a step inside of a map: some instance did; those that did not run again. */
function succeeded(step: PlanStep, plan: Plan, { state }: InheritRequest['parent']): boolean {
  if (step.scope === undefined) return state.steps.get(step.key)?.status === 'success';
  const dynamic = plan.snapshot.steps[step.scope] as PlanStep;
  return state.steps.get(dynamic.key)?.status === 'success';
}

/** Of a step inside of a map: every instance did. */
function allSucceeded(step: PlanStep, { state }: InheritRequest['parent']): boolean {
  if (step.scope === undefined) return true;
  const keys = state.expandedSteps.get(step.key);
  return keys?.every((key) => state.steps.get(key)?.status === 'success') === true;
}

/** Some step that runs takes its values. */
function isNeeded(index: number, { graph, snapshot }: Plan, runs: readonly boolean[]): boolean {
  const dependents = graph.targets.subarray(graph.offsets[index], graph.offsets[index + 1]);
  return dependents.some((at) => runs[at] && snapshot.steps[at]?.inputs.some((input) => takes(input, index)) === true);
}

function takes(input: PlanInput, index: number): boolean {
  if (input.kind === 'list') return input.items.some((item) => takes(item, index));
  return (input.kind === 'output' || input.kind === 'collect') && input.step === index;
}

function lostReason(
  step: PlanStep,
  { state }: InheritRequest['parent'],
  outputs: ReadonlyMap<string, StepOutputs>,
): string | undefined {
  const keys = step.scope === undefined ? [step.key] : (state.expandedSteps.get(step.key) ?? []);
  for (const key of keys) {
    for (const stored of Object.values(outputs.get(key)?.stored ?? {})) {
      if (stored.kind === 'lost') return stored.reason;
    }
  }
  return undefined;
}

interface Taking extends Pick<InheritRequest, 'plan' | 'parent'> {
  readonly outputs: ReadonlyMap<string, StepOutputs>;
  readonly isInherited: readonly boolean[];
}

function taken({ plan, parent, outputs, isInherited }: Taking): ReadonlyMap<string, StepOutputs> {
  const keys = new Set(
    plan.snapshot.steps.flatMap((step, index) => {
      if (!isInherited[index]) return [];
      return step.scope === undefined ? [step.key] : (parent.state.expandedSteps.get(step.key) ?? []);
    }),
  );
  const done = parent.events.flatMap((event) =>
    event.type === 'step.succeeded' && keys.has(event.stepKey) ? [event.stepKey] : [],
  );
  return new Map(done.map((key) => [key, outputs.get(key) ?? { stored: {}, keys: undefined }]));
}

/** @throws where a step that is not to run again did not succeed, but is needed */
export function checkSources({ plan, parent, rerun }: InheritRequest): void {
  const missing = plan.snapshot.steps.filter((step) => {
    const status = parent.state.steps.get(step.key)?.status;
    return !rerun.has(step.key) && status !== 'success' && status !== 'skipped' && step.scope === undefined;
  });
  const [first] = missing;
  if (!first) return;
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_SELECTION',
    problem: `The selected steps need '${first.key}', which did not succeed in the run that is executed again.`,
    remedy: `Select it too, or '*${first.key}' with all above it; rerun --from-failure runs all that did not succeed.`,
  });
}
