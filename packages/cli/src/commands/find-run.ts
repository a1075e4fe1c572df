import type { RunStatus } from '@hookline/core';
import type { Instance } from '@hookline/daemon';
import { type CommandError, usageError } from '../command-error';

/**
 * The id of the run that is meant: as given, else the latest of this location.
 * @param statuses which runs may be meant where none was given
 * @throws CommandError where there is none
 */
export async function findRun(
  instance: Instance,
  given: string | undefined,
  statuses?: readonly RunStatus[],
): Promise<string> {
  if (given !== undefined) return given;
  const lists = await Promise.all(
    statuses === undefined
      ? [instance.runs.list({ limit: 1 })]
      : statuses.map((status) => instance.runs.list({ status, limit: 1 })),
  );
  const [latest] = lists.flat().sort((a, b) => b.createdAt - a.createdAt);
  if (latest) return latest.id;
  throw noRun(instance, statuses);
}

function noRun({ label }: Instance, statuses: readonly RunStatus[] | undefined): CommandError {
  const which = statuses === undefined ? 'no run' : `no run with status ${statuses.join(' or ')}`;
  return usageError(
    `There is ${which} in ${label}.`,
    "'hookline run list' shows what there is, 'hookline job execute' makes one.",
  );
}
