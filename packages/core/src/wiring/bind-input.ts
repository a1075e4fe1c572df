import type { Binding } from '../definition/node-definition';
import { assertNever } from '../util/assert-never';
import { holds } from '../util/holds';
import { copyConstant } from './constant';
import { definitionError } from './definition-error';
import { describeHandle, type HandleInfo, handleOf } from './handle';
import { keyOf, type Recording } from './recording';

/** One input of one invocation. */
export interface Slot {
  readonly recording: Recording;
  /** Step key of the op that takes it. */
  readonly op: string;
  /** From 1. */
  readonly position: number;
}

/**
 * What an argument of an op binds its input to.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_INPUT`, `HOOKLINE_BAD_HANDLE`)
 */
export function bindInput(value: unknown, slot: Slot): Binding {
  const handle = handleOf(value);
  if (handle) return bindHandle(handle, slot);
  if (isListOfHandles(value)) {
    const items = Array.from(value, (item: unknown) => bindItem(item, slot));
    return Object.freeze({ kind: 'list', items: Object.freeze(items) });
  }
  return bindConstant(value, slot);
}

function isListOfHandles(value: unknown): value is readonly unknown[] {
  return holds(() => Array.isArray(value) && value.some((item) => handleOf(item) !== undefined));
}

function bindItem(item: unknown, slot: Slot): Binding {
  const handle = handleOf(item);
  if (handle) return bindHandle(handle, slot);
  if (item !== undefined) return bindConstant(item, slot);
  throw definitionError(
    'HOOKLINE_BAD_INPUT',
    `The list of ${describeSlot(slot)} holds undefined.`,
    'Leave it out, or give null.',
  );
}

function bindConstant(value: unknown, slot: Slot): Binding {
  return Object.freeze({ kind: 'constant', value: copyConstant(value, () => describeSlot(slot)) });
}

function bindHandle(handle: HandleInfo, slot: Slot): Binding {
  assertUsable(handle, slot.recording, () => describeSlot(slot));
  if (handle.kind === 'output') return handle.binding;
  throw definitionError(
    'HOOKLINE_BAD_INPUT',
    `${describeSlot(slot)} is ${describeHandle(handle)}.`,
    remedyFor(handle.kind),
  );
}

function remedyFor(kind: Exclude<HandleInfo['kind'], 'output'>): string {
  switch (kind) {
    case 'dynamic':
      return 'Wire an op per item with .map((item) => this.op(item)), or gather all items with .collect().';
    case 'steps':
      return 'There is no value to take: return an output, or only wait for it with .after(...).';
    case 'group':
      return 'Take one of them by its name.';
    case 'uninvoked':
      return 'Add the parentheses: this.op(...).';
    default:
      return assertNever(kind);
  }
}

/**
 * Makes sure that a handle belongs to the body that uses it, and to the map that is running.
 * @param place what uses it: `input 1 of op 'b' of job 'j'`
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_HANDLE`)
 */
export function assertUsable(handle: HandleInfo, recording: Recording, place: () => string): void {
  if (handle.recording !== recording) {
    throw definitionError(
      'HOOKLINE_BAD_HANDLE',
      `${place()} is ${describeHandle(handle)} of another body, of job '${handle.recording.jobName}'.`,
      'A handle is good in the body that made it: invoke the op in this one.',
    );
  }
  const scope = handle.kind === 'output' || handle.kind === 'steps' ? handle.scope : undefined;
  if (scope === undefined || scope === recording.mapScope) return;
  throw definitionError(
    'HOOKLINE_BAD_HANDLE',
    `${place()} is ${describeHandle(handle)}, which is one of many: it belongs to the map over op '${keyOf(recording, scope)}'.`,
    'Use it inside that map, or return it there and gather all with .collect().',
  );
}

/** `input 1 of op 'b' of job 'j'`. */
function describeSlot({ recording, op, position }: Slot): string {
  return `input ${position} of op '${op}' of job '${recording.jobName}'`;
}
