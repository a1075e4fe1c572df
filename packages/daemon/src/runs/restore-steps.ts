import {
  type Delivery,
  type DeliveryRow,
  decodeValue,
  type Plan,
  type PlanSnapshot,
  type StepState,
  type StoredOutput,
  type StreamEvent,
} from '@hookline/core/spi';
import { type CapturedOutputs, loadText, type Restoration, type RestoredStep, type ValueStore } from '@hookline/engine';
import { crashOf, type Death } from '../processes/death';
import { lastErrorsOf } from './last-errors';
import type { StoredRun } from './load-run';
import { neededSteps } from './needed-steps';

/** What the last attempt of a step produced. */
export interface StepOutputs {
  /** Output name → where its value is. */
  readonly stored: Readonly<Record<string, StoredOutput>>;
  /** Of a dynamic step, in emission order. */
  readonly keys: readonly string[] | undefined;
}

/** Step key → what it produced, of the steps that succeeded. */
export function outputsOf(events: Iterable<StreamEvent>): ReadonlyMap<string, StepOutputs> {
  const found = new Map<string, StepOutputs>();
  for (const event of events) {
    if (event.type === 'step.started') found.delete(event.stepKey);
    if (event.type !== 'step.output') continue;
    const known = found.get(event.stepKey);
    const stored = { ...known?.stored, ...(event.stored && { [event.output]: event.stored }) };
    found.set(event.stepKey, { stored, keys: event.keys });
  }
  return found;
}

/** What restoring works on. */
export interface RestoreSpec {
  readonly run: Pick<StoredRun, 'events' | 'state' | 'snapshot'>;
  /** Of the code as it is now, with the structure of the stored one. */
  readonly plan: Plan;
  readonly values: ValueStore;
  /** Deliveries of the run that hold steps back and have not ended. */
  readonly blocking: readonly DeliveryRow[];
  /** Of the process that held the run; undefined: it was queued. */
  readonly death: Death | undefined;
}

/**
 * Puts together what a run goes on from: each step as its events left it. Values are read where steps take them that have
 * not ended; the others stay where they are, as a run may have made more of them than fit into memory.
 */
export async function restoreSteps({ run, plan, values, blocking, death }: RestoreSpec): Promise<Restoration> {
  const outputs = outputsOf(run.events);
  const retryAt = retriesOf(run.events);
  const needed = neededSteps(run);
  const multiple = multipleSteps(run);
  const steps = new Map<string, RestoredStep>();
  for (const [key, state] of run.state.steps) {
    if (state.status === 'pending') continue;
    const store = needed.has(key) ? values : undefined;
    const produced = state.status === 'success' ? await valuesOf(outputs.get(key), multiple.has(key), store) : NOTHING;
    steps.set(key, { ...standing(state), ...produced, retryAt: retryAt.get(key) });
  }
  const lastErrors = lastErrorsOf(run.events);
  return {
    steps,
    blocking: groupByStep(blocking, plan),
    crashOf: (stepKey) => crashOf(death ?? NOBODY, stepKey, lastErrors.get(stepKey)),
    firstFailure: run.state.failedSteps[0]?.error,
  };
}

/** Of a run that was queued no step was under way. */
const NOBODY: Death = { process: 'unknown', reason: 'nothing is known of its end' };

type Values = Pick<RestoredStep, 'value' | 'outputs' | 'captured'>;

const NOTHING: Values = { value: undefined, outputs: undefined, captured: undefined };

/** Keys of the steps with several outputs, each instance of a mapped one. */
export function multipleSteps({
  snapshot,
  state,
}: Pick<StoredRun, 'state'> & { snapshot: PlanSnapshot }): ReadonlySet<string> {
  const plain = snapshot.steps.filter(({ multiple }) => multiple).map(({ key }) => key);
  return new Set(plain.flatMap((key) => state.expandedSteps.get(key) ?? [key]));
}

/**
 * The values of a step that succeeded; those that a manager holds stay with it.
 * @param isMultiple it has several outputs, of which some may not have been produced
 * @param store undefined: nobody takes the values, so they are not read
 */
export async function valuesOf(
  produced: StepOutputs | undefined,
  isMultiple: boolean,
  store: ValueStore | undefined,
): Promise<Values> {
  const captured: Record<string, CapturedOutputs[string]> = {};
  const outputs: Record<string, unknown> = {};
  for (const [output, stored] of Object.entries(produced?.stored ?? {})) {
    captured[output] = { stored, text: stored.kind === 'inline' ? stored.text : undefined };
    const text = store && (await textOf(stored, store));
    outputs[output] = text === undefined ? undefined : decodeValue(text);
  }
  if (isMultiple) return { value: undefined, outputs, captured };
  const items = produced?.keys && new Map(produced.keys.map((key) => [key, undefined]));
  // The items of a dynamic step multiply others, whoever holds their values.
  const { result = items } = outputs;
  return { value: result, outputs: undefined, captured };
}

async function textOf(stored: StoredOutput, store: ValueStore): Promise<string | undefined> {
  if (stored.kind === 'inline') return stored.text;
  return stored.kind === 'blob' ? loadText(store, stored.address) : undefined;
}

function standing({ status, attempts, startedAt = 0, error, failureKind }: StepState) {
  const ending = status === 'running' || status === 'retrying' || status === 'pending' ? undefined : status;
  return { ending, attempts, startedAt, error, failureKind };
}

/** Step key → when its retry is due, of steps that wait for one. */
function retriesOf(events: readonly StreamEvent[]): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'step.retrying') waiting.set(event.stepKey, event.at + event.delay);
    else if (event.type === 'step.started') waiting.delete(event.stepKey);
  }
  return waiting;
}

function groupByStep(rows: readonly DeliveryRow[], plan: Plan): ReadonlyMap<string, readonly Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const row of rows) {
    if (row.stepKey === undefined) continue;
    const group = groups.get(row.stepKey) ?? [];
    groups.set(row.stepKey, group);
    group.push(toDelivery(row, plan));
  }
  return groups;
}

function toDelivery({ id, runId, triggerSeq, stepKey, hook, attempts }: DeliveryRow, plan: Plan): Delivery {
  const index = plan.snapshot.hooks.findIndex(({ name }) => name === hook);
  return { deliveryId: id, runId, triggerSeq, stepKey, hook: index, state: 'pending', attempt: attempts };
}
