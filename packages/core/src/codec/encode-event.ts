import { InvariantError } from '../errors/definition-errors';
import type { HookEvent, RunEvent, StoredOutput, StreamEvent } from '../events/run-event';
import type { EventRow, HookLogRow } from '../ports/run-rows';
import { restoreValue } from './decode-value';
import { decodeError, encodeError, type Redact, type StoredError } from './encode-error';
import { encodeForDisplay, encodeValue } from './encode-value';
import { TAG_START } from './value-tags';

/** What an event does not know of the row that it becomes. */
export interface EventRowOptions {
  /** The holder's number of the run. */
  readonly epoch: number;
  /** Hides secrets in all that is shown: errors, log lines and their data, metadata (D30). */
  readonly redact: Redact;
}

/** Events beside the run's stream that have rows of their own; what became of deliveries is told by theirs. */
export type HookLogEvent = Extract<HookEvent, { readonly type: `resource.${string}` | 'log' }>;

/** Columns of rows. */
const HEAD: ReadonlySet<string> = new Set(['type', 'runId', 'seq', 'at', 'stepKey', 'attempt', 'hookName']);

/** An event of the run's stream as a row. Never throws, whatever an op logged. */
export function encodeEvent(event: StreamEvent, { epoch, redact }: EventRowOptions): EventRow {
  const { runId, seq, type, stepKey, at } = event;
  const attempt = 'attempt' in event ? event.attempt : 0;
  return { runId, seq, epoch, type, stepKey, attempt, at, data: encodeFields(event, redact) };
}

/**
 * The event that a row was made of; errors are `RestoredError`s, and what was logged is as `encodeValue` keeps it.
 * @throws InvariantError for a row that is none of ours, or that a newer version wrote
 */
export function decodeEvent({ runId, seq, type, stepKey, attempt, at, data }: EventRow): StreamEvent {
  const isStep = type.startsWith('step.');
  const head = { type, runId, seq, at, ...(stepKey !== undefined && { stepKey }), ...(isStep && { attempt }) };
  // The fields are those that `encodeEvent` found: the inside trusts.
  return { ...head, ...decodeFields(type, data) } as StreamEvent;
}

/** A line or resource event of hooks as a row. Never throws. */
export function encodeHookLog(event: HookLogEvent, redact: Redact): HookLogRow {
  const { runId, type, stepKey, at } = event;
  const hook = event.type === 'log' ? event.hookName : undefined;
  return { runId, type, stepKey, hook, at, data: encodeFields(event, redact) };
}

/** The event that such a row was made of; see {@link decodeEvent}. */
export function decodeHookLog({ runId, type, stepKey, hook, at, data }: HookLogRow): HookLogEvent {
  const head = {
    type,
    runId,
    at,
    ...(stepKey !== undefined && { stepKey }),
    ...(hook !== undefined && { hookName: hook }),
  };
  return { ...head, ...decodeFields(type, data) } as HookLogEvent;
}

/** JSON of the fields beyond the head; empty where there are none, as of a start. */
function encodeFields(event: RunEvent, redact: Redact): string {
  let text = '';
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined || HEAD.has(name)) continue;
    text += `${text === '' ? '{' : ','}"${name}":${fieldText(name, value, redact)}`;
  }
  return text === '' ? '' : `${text}}`;
}

/** Only what people read is redacted: an output may well be called what a secret says. */
function fieldText(name: string, value: unknown, redact: Redact): string {
  switch (name) {
    case 'error':
      return encodeValue(encodeError(value as Error, redact)).text;
    case 'message':
    case 'data':
    case 'metadata':
      return encodeForDisplay(value, redact).text;
    case 'stored':
      return encodeValue(redactStored(value as StoredOutput, redact)).text;
    default:
      return encodeValue(value).text;
  }
}

function redactStored(stored: StoredOutput, redact: Redact): StoredOutput {
  if (stored.kind !== 'lost') return stored;
  return { kind: 'lost', reason: redact(stored.reason), preview: redact(stored.preview) };
}

function decodeFields(type: string, data: string): Readonly<Record<string, unknown>> {
  if (data === '') return {};
  const fields = parseFields(type, data);
  // Most have nothing but plain values.
  if (data.includes(TAG_START)) for (const name of Object.keys(fields)) fields[name] = restoreValue(fields[name]);
  if (Object.hasOwn(fields, 'error')) fields['error'] = decodeError(fields['error'] as StoredError);
  return fields;
}

function parseFields(type: string, data: string): Record<string, unknown> {
  try {
    return JSON.parse(data) as Record<string, unknown>;
  } catch (cause) {
    throw new InvariantError(`The data of a stored event '${type}' cannot be read.`, cause);
  }
}
