import { InvalidDefinitionError } from '../errors/definition-errors';
import { toError } from '../errors/to-error';
import { describeValue } from '../util/describe-value';
import { holds } from '../util/holds';
import type { JsonValue } from '../util/json';
import { isPlainObject } from '../util/plain-object';
import { readEntries } from '../util/read-entries';
import { definitionError } from './definition-error';
import { describeHandle, handleOf } from './handle';

/** Deeper data is a circle or a mistake, and would end in a stack overflow. */
const MAX_DEPTH = 500;
/** Data of this size belongs in a file: a constant is written into the event log. */
const MAX_VALUES = 1_000_000;

/**
 * A frozen copy of a constant input.
 * @param place `input 1 of op 'load' of job 'etl'`, for the error
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_INPUT`) with the path of what is no JSON data
 */
export function copyConstant(value: unknown, place: () => string): JsonValue | undefined {
  if (value === undefined) return undefined;
  const cursor: Cursor = { place, path: [], values: 0 };
  try {
    return copy(value, cursor);
  } catch (thrown) {
    if (thrown instanceof InvalidDefinitionError) throw thrown;
    // A getter or a trap of a proxy threw.
    const { message } = toError(thrown, 'It');
    throw refused(cursor, `what cannot be read (${message})`);
  }
}

/** Where the copy stands. */
interface Cursor {
  readonly place: () => string;
  readonly path: (string | number)[];
  values: number;
}

function copy(value: unknown, cursor: Cursor): JsonValue {
  cursor.values += 1;
  if (cursor.values > MAX_VALUES) throw refused(cursor, `more than ${MAX_VALUES.toLocaleString('en')} values`, LARGE);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // -0 has no spelling of its own in JSON.
      if (Number.isFinite(value)) return value + 0;
      throw refused(cursor, String(value));
    case 'object':
      return value === null ? null : copyObject(value, cursor);
    default:
      throw refused(cursor, describeValue(value));
  }
}

function copyObject(value: object, cursor: Cursor): JsonValue {
  const handle = handleOf(value);
  if (handle) throw refused(cursor, describeHandle(handle), NESTED);
  if (cursor.path.length >= MAX_DEPTH) throw refused({ ...cursor, path: [] }, `a circle, or over ${MAX_DEPTH} levels`);
  if (isList(value)) return Object.freeze(Array.from(value, (item: unknown, i) => copyAt(item, i, cursor)));
  const entries = isPlain(value) ? readEntries(value) : undefined;
  if (!entries) throw refused(cursor, describeValue(value));
  // fromEntries, for a key like __proto__ is data.
  return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, copyAt(item, key, cursor)])));
}

function copyAt(value: unknown, key: string | number, cursor: Cursor): JsonValue {
  cursor.path.push(key);
  const copied = copy(value, cursor);
  cursor.path.pop();
  return copied;
}

function isList(value: object): value is readonly unknown[] {
  return holds(() => Array.isArray(value));
}

/** An object literal of any realm: its prototype has none itself. */
function isPlain(value: object): boolean {
  return isPlainObject(value) && holds(() => Object.getOwnPropertySymbols(value).length === 0);
}

const NO_JSON = 'Give an output, or JSON data: text, finite numbers, booleans, null, lists and plain objects of them.';
const NESTED = 'Take it out: an input is one output, a list of outputs, or a constant without outputs.';
const LARGE = 'Load so much data in an op.';

function refused({ place, path }: Cursor, what: string, remedy = NO_JSON): InvalidDefinitionError {
  const at = path.length > 0 ? ` at ${formatPath(path)}` : '';
  return definitionError('HOOKLINE_BAD_INPUT', `${place()} holds ${what}${at}.`, remedy);
}

function formatPath(path: readonly (string | number)[]): string {
  return path.map((key) => (/^[A-Za-z_$][\w$]*$/.test(String(key)) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('');
}
