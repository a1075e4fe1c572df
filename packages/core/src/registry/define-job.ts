import type { JobDefinition } from '../definition/job-definition';
import type { Class } from '../definition/op-definition';
import { InvalidInvocationError } from '../errors/definition-errors';
import type { MethodRecord } from '../metadata/method-record';
import { declaresMethod, getRecord, recordsOf } from '../metadata/records';
import { describeValue, ownName } from '../util/describe-value';
import { suggestName } from '../util/did-you-mean';
import { wrongArgument } from '../util/wrong-argument';
import type { BodyNames, InputsOfBody, ResourcesOfBody } from '../wiring/body-types';
import { EMPTY } from '../wiring/recording';
import { createJob } from './create-job';

/**
 * The job that a method with `@Job()` is the body of, with no resources or hooks but its own.
 * @throws InvalidDefinitionError for wrong wiring, hooks or resources
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) when there is no such job
 * @example const job = defineJob(Notifications, 'notifAll');
 */
export function defineJob<T, N extends BodyNames<T>>(
  owner: Class<T>,
  method: N,
): JobDefinition<ResourcesOfBody<T[N]>, InputsOfBody<T[N]>> {
  const record = recordOf({ owner, method, caller: 'defineJob' });
  if (record.kind !== 'job') throw wrongKind({ owner, method, record, caller: 'defineJob' });
  return createJob(record, { kind: 'graph', name: record.name, owner: owner as Class, method, hooks: EMPTY });
}

/** The arguments of a function that takes a class and the name of a method. */
export interface MethodCall {
  readonly owner: Class<unknown>;
  readonly method: string;
  /** `defineJob`, for the error. */
  readonly caller: string;
}

/**
 * What a decorator wrote on a method.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) when the class or the method is none
 */
export function recordOf({ owner, method, caller }: MethodCall): MethodRecord {
  if (!isClass(owner)) {
    const remedy = `Give a class first: ${caller}(Etl, 'nightly') (undefined: do files import each other?).`;
    throw wrongArgument({ parameter: 'owner', of: `${caller}()`, given: owner, remedy });
  }
  if (typeof method !== 'string') {
    const parameter = caller === 'toJob' ? 'graph' : 'method';
    const remedy = `Give the name of a method: ${caller}(${ownName(owner)}, 'nightly').`;
    throw wrongArgument({ parameter, of: `${caller}()`, given: method, remedy });
  }
  const record = getRecord(owner, method);
  if (record) return record;
  const kind = caller === 'toJob' ? 'graph' : 'job';
  const names = [...recordsOf(owner)].filter(([, each]) => each.kind === kind).map(([name]) => name);
  const place = describeValue(`${ownName(owner)}.${method}`);
  throw badArgument(`${place}, given to ${caller}(), is no ${kind}.`, remedyForUnknown({ owner, method, kind, names }));
}

/** True for anything that `class` makes. */
export function isClass(value: unknown): value is Class {
  return typeof value === 'function' && typeof value.prototype === 'object' && value.prototype !== null;
}

interface Unknown {
  readonly owner: Class;
  readonly method: string;
  readonly kind: 'graph' | 'job';
  readonly names: readonly string[];
}

function remedyForUnknown({ owner, method, kind, names }: Unknown): string {
  const decorator = kind === 'graph' ? '@Graph()' : '@Job()';
  if (declaresMethod(owner, method)) return `Decorate the method with ${decorator}.`;
  return names.length > 0 ? suggestName(method, names) : `The class has no method with ${decorator}.`;
}

/** The error for a method that is something else than the caller wants. */
export function wrongKind({ owner, method, record, caller }: MethodCall & { readonly record: MethodRecord }) {
  const remedies = {
    op: `Give a method with ${caller === 'toJob' ? '@Graph()' : '@Job()'} whose body invokes it.`,
    graph: `Make a job of it: toJob(${owner.name}, '${method}', { name: '...' }).`,
    job: `Define it: defineJob(${owner.name}, '${method}'), or move its body to a @Graph() for several jobs.`,
  };
  const article = record.kind === 'op' ? 'an' : 'a';
  return badArgument(
    `'${owner.name}.${method}', given to ${caller}(), is ${article} ${record.kind}.`,
    remedies[record.kind],
  );
}

/** An error of code `HOOKLINE_BAD_ARGUMENT`. */
export function badArgument(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}
