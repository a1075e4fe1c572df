import type { SkipReason } from '../context/status';
import type { PlanInput, PlanStep } from '../plan/plan';
import { assertNever } from '../util/assert-never';

/**
 * What a step that has ended left for one dependent.
 * - `present`: a value.
 * - `absent`: it succeeded without this conditional output, or was skipped.
 * - `broken`: it failed, was not executed or was cancelled.
 */
export type Ending = 'present' | 'absent' | 'broken';

/** The ended upstream steps as one step sees them: a mapped step meets the siblings of its own key. */
export interface UpstreamView {
  /** Of an output of a step that is one for this step. */
  output(step: number, output: string): Ending;
  /**
   * Of an output of each of the mapped steps, in emission order (of a dynamic step itself: of each item); where the
   * dynamic step did not succeed, of the one plain step.
   */
  collected(step: number, output: string): readonly Ending[];
  /** Whether a step, or any of its mapped steps where this step waits for all, failed, was not executed or was cancelled. */
  broken(step: number): boolean;
}

/** `run`, or why not: `absent` is a skip, `upstream` is not executed. */
export type StepDecision = 'run' | Exclude<SkipReason, 'run'>;

/**
 * What becomes of a step whose upstream steps have all ended (S22): skipped if some input has only absent sources, else
 * not executed if any upstream step went wrong, else it runs. What an `after` waits for never causes a skip.
 */
export function decideStep({ inputs, scope, upstream }: PlanStep, view: UpstreamView): StepDecision {
  if (scope !== undefined && view.output(scope, 'result') === 'absent') return 'absent';
  for (const input of inputs) if (inputEnding(input, view) === 'absent') return 'absent';
  for (const step of upstream) if (view.broken(step)) return 'upstream';
  return 'run';
}

/** `absent` if all its sources are absent, else `broken` if one is, else `present`. */
export function inputEnding(input: PlanInput, view: UpstreamView): Ending {
  switch (input.kind) {
    case 'constant':
    case 'input':
      return 'present';
    case 'output':
      return view.output(input.step, input.output);
    case 'collect':
      return unite(view.collected(input.step, input.output));
    case 'list':
      return unite(input.items.map((item) => inputEnding(item, view)));
    default:
      return assertNever(input);
  }
}

/** Nothing to collect is an empty list, which is a value (S23). */
function unite(sources: readonly Ending[]): Ending {
  if (sources.length > 0 && sources.every((source) => source === 'absent')) return 'absent';
  return sources.includes('broken') ? 'broken' : 'present';
}
