import { RunNotFoundError } from '@hookline/core';
import type { RunStore } from '@hookline/core/spi';

/** Candidates that an error names. */
const MOST_NAMED = 5;

/**
 * The id of a run that people may type shortened.
 * @throws RunNotFoundError for one that does not exist or is ambiguous
 */
export async function findRunId(store: Pick<RunStore, 'getRun' | 'findRunIds'>, given: string): Promise<string> {
  if (await store.getRun(given)) return given;
  const found = given === '' ? [] : await store.findRunIds(given, MOST_NAMED);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new RunNotFoundError(given, found);
}
