import { InvariantError } from 'hookline';
import type { Seat } from '../measure/protocol';
import { allWorkloads } from './all-workloads';
import type { CreateContestant } from './workload';

/** What makes the contestant of a seat. */
export function findContestant({ workload, title, contestant }: Seat): CreateContestant {
  const cases = allWorkloads.find(({ id }) => id === workload)?.cases;
  const found = cases?.find((each) => each.title === title);
  const create = found?.contestants[contestant] ?? found?.peers?.[contestant];
  if (create) return create;
  throw new InvariantError(`There is no contestant '${contestant}' in '${title}' of ${workload}.`);
}
