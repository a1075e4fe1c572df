import { InvariantError } from '../errors/definition-errors';
import type { PlanSnapshot } from './plan';

/** The JSON of a snapshot, the same for equal ones: plans make their fields in one order. */
export function snapshotText(snapshot: PlanSnapshot): string {
  return JSON.stringify(snapshot);
}

/** @throws InvariantError for what `snapshotText` did not write */
export function parseSnapshot(text: string): PlanSnapshot {
  try {
    return JSON.parse(text) as PlanSnapshot;
  } catch (cause) {
    throw new InvariantError('A stored plan cannot be read.', cause);
  }
}
