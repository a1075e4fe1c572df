import { InvalidInvocationError } from '../errors/definition-errors';
import { describeValue } from '../util/describe-value';
import { didYouMean } from '../util/did-you-mean';
import { assemblePlan } from './assemble-plan';
import { missingSources } from './missing-sources';
import type { Plan, PlanInput, PlanStep } from './plan';
import { parseSelector, type StepSelector } from './step-selector';

const SYNTAX =
  "Give 'name' for a step or all steps of a graph; '*name' or 'name*' adds all upstream or downstream, " +
  "'+name' or 'name+' one level, '++name' two.";

/**
 * The plan of some steps of a job (api.md §7). All hooks stay (S8); an `after` on a step that is left out is dropped.
 * @param selectors `name`, `*name`, `name*`, `+name`, `name++` …, where name is a step key or the path of a graph
 * @throws InvalidInvocationError (`HOOKLINE_BAD_SELECTION`) for a list that is empty, names what the job does not have, or
 * leaves out the source of an input; all problems in one text
 * @example selectSteps(plan, ['*load', 'report.draw'])
 */
export function selectSteps(plan: Plan, selectors: readonly string[]): Plan {
  const chosen = chooseSteps(plan, selectors);
  const problems = missingSources(plan, chosen);
  if (problems.length > 0) {
    throw badSelection(
      plan,
      problems,
      "Select the sources too, for example with '*' before the name, or run the whole job.",
    );
  }
  const indices = [...chosen].sort((a, b) => a - b);
  const moved = new Map(indices.map((old, index) => [old, index]));
  const steps = indices.map((index) => moveStep(plan.snapshot.steps[index] as PlanStep, moved));
  const ops = plan.ops.filter((_, index) => chosen.has(index));
  return assemblePlan({ snapshot: { ...plan.snapshot, steps }, ops, hooks: plan.hooks });
}

/**
 * The keys of the steps that selectors name, whether or not the sources of their inputs are among them.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_SELECTION`) for a list that is empty, or names what the job does not have
 */
export function selectedSteps(plan: Plan, selectors: readonly string[]): ReadonlySet<string> {
  return new Set([...chooseSteps(plan, selectors)].map((index) => (plan.snapshot.steps[index] as PlanStep).key));
}

function chooseSteps(plan: Plan, selectors: unknown): ReadonlySet<number> {
  if (!Array.isArray(selectors)) throw badSelection(plan, [`It is ${describeValue(selectors)}, not a list.`], SYNTAX);
  if (selectors.length === 0) throw badSelection(plan, ['The list is empty, which selects nothing.'], SYNTAX);
  const chosen = new Set<number>();
  const problems: string[] = [];
  for (const selector of selectors as readonly unknown[]) {
    const result = resolveSelector(plan, selector);
    if (typeof result === 'string') problems.push(result);
    else for (const step of result) chosen.add(step);
  }
  if (problems.length === 0) return chosen;
  throw badSelection(plan, problems, `${SYNTAX} ${existingSteps(plan)}`);
}

/** The steps of one selector, or what is wrong with it. */
function resolveSelector(plan: Plan, text: unknown): Iterable<number> | string {
  const selector = typeof text === 'string' ? parseSelector(text) : undefined;
  if (!selector) return `${describeValue(text)} is not a selector.${mapKeyHint(text)}`;
  const named = stepsNamed(plan, selector.name);
  if (named.length > 0) return reach(plan, named, selector);
  const near = didYouMean(selector.name, namesOf(plan));
  return `There is no step or graph '${selector.name}'.${near === undefined ? '' : ` Did you mean '${near}'?`}`;
}

/** All step keys, then all paths of graphs. */
function namesOf({ indexOf }: Plan): ReadonlySet<string> {
  const names = new Set(indexOf.keys());
  for (const key of indexOf.keys()) {
    for (let dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) names.add(key.slice(0, dot));
  }
  return names;
}

function mapKeyHint(text: unknown): string {
  const isMapped = typeof text === 'string' && text.includes('[');
  return isMapped ? ' Mapped steps can only be selected together, by the name without the key.' : '';
}

/** A step key, or the path of a graph: all steps below it. */
function stepsNamed({ indexOf, snapshot }: Plan, name: string): readonly number[] {
  const step = indexOf.get(name);
  if (step !== undefined) return [step];
  return snapshot.steps.flatMap(({ key }, index) => (key.startsWith(`${name}.`) ? [index] : []));
}

function reach(plan: Plan, from: readonly number[], { upstream, downstream }: StepSelector): ReadonlySet<number> {
  const { steps } = plan.snapshot;
  const { offsets, targets } = plan.graph;
  const chosen = new Set(from);
  const up = walk(from, upstream, (step) => (steps[step] as PlanStep).upstream);
  const down = walk(from, downstream, (step) => targets.subarray(offsets[step], offsets[step + 1]));
  for (const step of [...up, ...down]) chosen.add(step);
  return chosen;
}

/** What can be reached in at most `levels` steps, level by level. */
function walk(from: readonly number[], levels: number, next: (step: number) => Iterable<number>): ReadonlySet<number> {
  const seen = new Set(from);
  let level: readonly number[] = from;
  for (let depth = 0; depth < levels && level.length > 0; depth += 1) {
    level = level.flatMap((step) => [...next(step)].filter((neighbour) => isNew(seen, neighbour)));
  }
  return seen;
}

/** Takes an item into a set; true unless it was there. */
function isNew(seen: Set<number>, item: number): boolean {
  const { size } = seen;
  return seen.add(item).size > size;
}

function moveStep(step: PlanStep, moved: ReadonlyMap<number, number>): PlanStep {
  const upstream = step.upstream.flatMap((source) => moved.get(source) ?? []);
  const inputs = step.inputs.map((input) => moveInput(input, moved));
  if (step.scope === undefined) return { ...step, inputs, upstream };
  return { ...step, inputs, upstream, scope: moved.get(step.scope) as number };
}

function moveInput(input: PlanInput, moved: ReadonlyMap<number, number>): PlanInput {
  if (input.kind === 'list') return { kind: 'list', items: input.items.map((item) => moveInput(item, moved)) };
  if (input.kind !== 'output' && input.kind !== 'collect') return input;
  return { ...input, step: moved.get(input.step) as number };
}

function existingSteps({ snapshot }: Plan): string {
  const keys = snapshot.steps.slice(0, MAX_LISTED).map(({ key }) => key);
  const more = snapshot.steps.length - keys.length;
  return `The job has these steps: ${keys.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

const MAX_LISTED = 20;

function badSelection({ snapshot }: Plan, problems: readonly string[], remedy: string): InvalidInvocationError {
  const listed = problems.slice(0, MAX_LISTED);
  const more = problems.length - listed.length;
  const problem = `opSelection of job '${snapshot.jobName}': ${listed.join(' ')}${more > 0 ? ` (And ${more} more.)` : ''}`;
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_SELECTION', problem, remedy });
}
