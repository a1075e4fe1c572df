import { InvalidOutputError } from '@hookline/core';
import { describeValue, dynamicOf, outsOf, type PlanStep } from '@hookline/core/spi';

/** What an attempt produced, checked: `outputs` for an op with `outs`, else `value` (of a dynamic op a map by key). */
export interface StepOutputs {
  readonly value: unknown;
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
}

const MAP_KEY = /^[A-Za-z0-9_-]+$/;

/**
 * Checks what an op returned against what it declares.
 * @throws InvalidOutputError (S23, S25)
 */
export function readOutputs(step: PlanStep, key: string, returned: unknown): StepOutputs {
  if (step.dynamic) return { value: readDynamic(key, returned), outputs: undefined };
  if (step.multiple) return { value: undefined, outputs: readOuts(step, key, returned) };
  if (typeof returned === 'object' && returned !== null) refuseWrapped(step, key, returned);
  return { value: returned, outputs: undefined };
}

/** The outputs by name, as hooks and IO phases see them. */
export function outputRecord(step: PlanStep, { value, outputs }: StepOutputs): Readonly<Record<string, unknown>> {
  if (outputs) return outputs;
  return { result: step.dynamic ? Object.fromEntries(value as ReadonlyMap<string, unknown>) : value };
}

function readOuts(step: PlanStep, key: string, returned: unknown): Readonly<Record<string, unknown>> {
  const outputs = outsOf(returned);
  if (!outputs) {
    throw badOutput(
      `Step '${key}' declares outs but did not return outs(...).`,
      'End the op with return outs({ ... }).',
    );
  }
  const declared = step.outputs.map(({ name }) => name);
  const undeclared = Object.keys(outputs).find((name) => !declared.includes(name));
  if (undeclared !== undefined) {
    throw badOutput(
      `Step '${key}' returned the output '${undeclared}', which @Op({ outs }) does not declare.`,
      `Declared: ${declared.join(', ')}.`,
    );
  }
  const missing = step.outputs.find(({ name, optional }) => !optional && !Object.hasOwn(outputs, name));
  if (!missing) return withoutAbsent(step, outputs);
  throw badOutput(
    `Step '${key}' did not return its output '${missing.name}'.`,
    `Return it, or declare it as '${missing.name}?' if it may be absent.`,
  );
}

/** A conditional output that is `undefined` is absent: `outs({ rejected: bad.length > 0 ? bad : undefined })`. */
function withoutAbsent(step: PlanStep, outputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const absent = step.outputs.filter(({ name, optional }) => optional && outputs[name] === undefined);
  if (absent.length === 0) return outputs;
  const left = new Set(absent.map(({ name }) => name));
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => !left.has(name)));
}

function readDynamic(key: string, returned: unknown): ReadonlyMap<string, unknown> {
  const entries = dynamicOf(returned);
  if (!entries) {
    throw badOutput(
      `Step '${key}' is dynamic but did not return dynamic(...).`,
      'End the op with return dynamic(entries).',
    );
  }
  const items = new Map<string, unknown>();
  for (const [mapKey, value] of entries) {
    if (typeof mapKey !== 'string' || !MAP_KEY.test(mapKey)) {
      throw badOutput(
        `Step '${key}' emitted the key ${describeValue(mapKey)}.`,
        `Give a text of letters, digits, _ and -: ${fittingKey(mapKey)}.`,
      );
    }
    if (items.has(mapKey)) throw badOutput(`Step '${key}' emitted the key '${mapKey}' twice.`, 'Make the keys unique.');
    items.set(mapKey, value);
  }
  return items;
}

/** A key that could stand for one that cannot be. */
function fittingKey(key: unknown): string {
  const text = typeof key === 'string' || typeof key === 'number' ? String(key) : '';
  return describeValue(text.replaceAll(/[^A-Za-z0-9_-]+/g, '_') || 'de');
}

function refuseWrapped(step: PlanStep, key: string, returned: object): void {
  if (outsOf(returned)) {
    throw badOutput(
      `Step '${key}' returned outs(...) but op '${step.op}' declares none.`,
      "Add @Op({ outs: ['...'] }).",
    );
  }
  if (dynamicOf(returned)) {
    throw badOutput(`Step '${key}' returned dynamic(...) but is not dynamic.`, 'Add @Op({ dynamic: true }).');
  }
}

function badOutput(problem: string, remedy: string): InvalidOutputError {
  return new InvalidOutputError({ code: 'HOOKLINE_INVALID_OUTPUT', problem, remedy });
}
