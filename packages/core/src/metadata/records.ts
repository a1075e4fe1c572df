import type { Class } from '../definition/op-definition';
import { InvalidDefinitionError } from '../errors/definition-errors';
import type { MethodRecord } from './method-record';

// `Symbol.for` lets two copies of this package in one process see the same records.
const RECORDS = Symbol.for('hookline/records/1');

type Recorded = Class & { readonly [RECORDS]?: Map<string, MethodRecord> };

/**
 * Writes the record of a method on the class itself: what no longer refers to the class no longer sees it.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_DECORATION`) when the method has a record of this class already
 */
export function setRecord(owner: Class, method: string, record: MethodRecord): void {
  const records = ownRecords(owner) ?? createRecords(owner);
  const former = records.get(method);
  if (former) throw twice(`${owner.name}.${method}`, former.kind, record.kind);
  records.set(method, record);
}

/** The record of a method; the nearest class that has one wins. */
export function getRecord(owner: Class, method: string): MethodRecord | undefined {
  return lineage(owner)
    .map((ancestor) => ownRecords(ancestor)?.get(method))
    .findLast((record) => record !== undefined);
}

/** All records of a class by method name, those of its bases first; the nearest record of a name wins. */
export function recordsOf(owner: Class): ReadonlyMap<string, MethodRecord> {
  return new Map(lineage(owner).flatMap((ancestor) => [...(ownRecords(ancestor) ?? [])]));
}

/** Whether the class or a base of it has a method of that name; what every object has does not count. */
export function declaresMethod(owner: Class, method: string): boolean {
  if (method === 'constructor') return false;
  return lineage(owner).some((ancestor) => Object.hasOwn((ancestor.prototype as object | undefined) ?? {}, method));
}

/** The class and its bases, the most distant base first. */
export function lineage(owner: Class): readonly Class[] {
  const classes: Class[] = [];
  for (let next: unknown = owner; typeof next === 'function'; next = Object.getPrototypeOf(next)) {
    classes.unshift(next as Class);
  }
  return classes;
}

function ownRecords(owner: Recorded): Map<string, MethodRecord> | undefined {
  return Object.hasOwn(owner, RECORDS) ? owner[RECORDS] : undefined;
}

function createRecords(owner: Class): Map<string, MethodRecord> {
  const records = new Map<string, MethodRecord>();
  Object.defineProperty(owner, RECORDS, { value: records });
  return records;
}

function twice(place: string, former: string, latter: string): InvalidDefinitionError {
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_DECORATION',
    problem: `Method '${place}' is decorated twice: as ${former} and as ${latter}.`,
    remedy: 'A method is one thing: an op, a graph, a job or a hook. Remove one decorator.',
  });
}
