import { InvalidInvocationError } from 'hookline';
import { allWorkloads } from './workloads/all-workloads';
import type { Workload } from './workloads/workload';

/**
 * The workloads of these names, upper or lower case; without names all.
 * @throws InvalidInvocationError for a name that is none
 */
export function chooseWorkloads(names: readonly string[]): readonly Workload[] {
  if (names.length === 0) return allWorkloads;
  return names.map((name) => {
    const found = allWorkloads.find(({ id }) => id.toLowerCase() === name.toLowerCase());
    if (found) return found;
    throw new InvalidInvocationError({
      code: 'HOOKLINE_BAD_ARGUMENT',
      problem: `There is no workload '${name}'.`,
      remedy: `Choose from: ${allWorkloads.map(({ id }) => id).join(', ')}.`,
    });
  });
}
