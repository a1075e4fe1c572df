import { InvalidInvocationError } from 'hookline';
import { type CheckedRatio, checkedRatios } from './checked-ratio';

/**
 * The ratios of these workloads; without names all.
 * @throws InvalidInvocationError for a name of which no ratio is checked
 */
export function chooseRatios(names: readonly string[]): readonly CheckedRatio[] {
  if (names.length === 0) return checkedRatios;
  return names.flatMap((name) => {
    const found = checkedRatios.filter(({ workload }) => workload.toLowerCase() === name.toLowerCase());
    if (found.length > 0) return found;
    const known = new Set(checkedRatios.map(({ workload }) => workload));
    throw new InvalidInvocationError({
      code: 'HOOKLINE_BAD_ARGUMENT',
      problem: `No ratio of a workload '${name}' is checked.`,
      remedy: `Choose from: ${[...known].join(', ')}.`,
    });
  });
}
