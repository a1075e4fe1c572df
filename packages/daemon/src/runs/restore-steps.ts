import {
  type Delivery,
  type DeliveryRow,
  decodeValue,
  type Plan,
  type StepState,
  type StoredOutput,
  type StreamEvent,
} from '@hookline/core/spi';
import { type CapturedOutputs, loadText, type Restoration, type RestoredStep, type ValueStore } from '@hookline/engine';
import { crashOf, type Death } from '../recovery/death';
import type { StoredRun } from './load-run';

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
  readonly run: Pick<StoredRun, 'events' | 'state'>;
  /** Of the code as it is now, with the structure of the stored one. */
  readonly plan: Plan;
  readonly values: ValueStore;
  /** Deliveries of the run that hold steps back and have not ended. */
  readonly blocking: readonly DeliveryRow[];
  /** Of the process that held the run; undefined where nothing was under way. */
  readonly death: Death | undefined;
}

/** Puts together what a run goes on from: each step as its events left it, with its values. */
export async function restoreSteps({ run, plan, values, blocking, death }: RestoreSpec): Promise<Restoration> {
  const outputs = outputsOf(run.events);
  const retryAt = retriesOf(run.events);
  const steps = new Map<string, RestoredStep>();
  for (const [key, state] of run.state.steps) {
    if (state.status === 'pending') continue;
    const produced = state.status === 'success' ? await valuesOf(outputs.get(key), values) : NOTHING;
    steps.set(key, { ...standing(state), ...produced, retryAt: retryAt.get(key) });
  }
  return {
    steps,
    blocking: groupByStep(blocking, plan),
    crashOf: (stepKey) => crashOf(death ?? UNKNOWN, stepKey, run.state.steps.get(stepKey)?.error),
    firstFailure: run.state.failedSteps[0]?.error,
  };
}

/** A queued run has no step under way. */
const UNKNOWN: Death = { process: 'unknown', reason: 'nobody saw it' };

type Values = Pick<RestoredStep, 'value' | 'outputs' | 'captured'>;

const NOTHING: Values = { value: undefined, outputs: undefined, captured: undefined };

/** The values of a step that succeeded; those that a manager holds stay with it. */
export async function valuesOf(produced: StepOutputs | undefined, store: ValueStore): Promise<Values> {
  const captured: Record<string, CapturedOutputs[string]> = {};
  const outputs: Record<string, unknown> = {};
  for (const [output, stored] of Object.entries(produced?.stored ?? {})) {
    const text = await textOf(stored, store);
    captured[output] = { stored, text: stored.kind === 'inline' ? text : undefined };
    outputs[output] = text === undefined ? undefined : decodeValue(text);
  }
  if (produced?.keys) outputs['result'] ??= new Map(produced.keys.map((key) => [key, undefined]));
  return { value: outputs['result'], outputs: isSingle(outputs) ? undefined : outputs, captured };
}

/** A single output is kept as the value alone, as where it was produced. */
function isSingle(outputs: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(outputs).join() === 'result';
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
