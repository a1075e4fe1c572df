import { StoreError } from '../errors/store-errors';
import { isPlainObject } from '../util/plain-object';
import type { PlanSnapshot } from './plan';

/** Of the text; a newer one is not read. */
const VERSION = 1;

/**
 * A snapshot as JSON whose keys are in order, so that equal snapshots have equal texts, of which a hash can be made. Only
 * the keys of constants stay as they are: ops may see their order.
 */
export function snapshotText(snapshot: PlanSnapshot): string {
  return canonical({ version: VERSION, ...snapshot });
}

/**
 * The snapshot that a text was made of.
 * @throws StoreError (`HOOKLINE_STORE_SCHEMA`) for a text that `snapshotText` did not make, or one of a newer version
 */
export function parseSnapshot(text: string): PlanSnapshot {
  const parsed = parse(text);
  if (!isPlainObject(parsed) || parsed['version'] !== VERSION) {
    throw unreadable('The plan of a run was stored by another version of Hookline, or is damaged.');
  }
  const { version: _, ...snapshot } = parsed;
  // The version says that it is one: the inside trusts.
  return snapshot as unknown as PlanSnapshot;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable('The stored plan of a run is no JSON.', cause);
  }
}

function unreadable(problem: string, cause?: unknown): StoreError {
  const remedy = "Look at the run with the version that stored it; 'hookline instance check' looks for damage.";
  return new StoreError({ code: 'HOOKLINE_STORE_SCHEMA', problem, remedy, cause });
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const isConstant = fields['kind'] === 'constant';
  const texts = Object.keys(fields)
    .filter((key) => fields[key] !== undefined)
    .sort()
    .map((key) => {
      const text = isConstant && key === 'value' ? JSON.stringify(fields[key]) : canonical(fields[key]);
      return `${JSON.stringify(key)}:${text}`;
    });
  return `{${texts.join()}}`;
}
