import type { Class } from '../definition/op-definition';
import { injectedKeys } from '../metadata/injected-keys';
import type { GraphRecord, JobRecord, OpRecord } from '../metadata/method-record';
import { declaresMethod, getRecord, recordsOf } from '../metadata/records';
import { suggestName } from '../util/did-you-mean';
import { attachedOpHooks } from './attached-hooks';
import { definitionError } from './definition-error';
import { type Body, EMPTY, type GraphMember, type Member, type OpMember } from './recording';

/**
 * The op or graph `method` of a class, as bodies of this recording share it.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_BODY`) when the method is neither
 */
export function memberOf(body: Body, owner: Class, method: string): Member {
  const { members } = body.recording;
  const ofOwner = members.get(owner) ?? new Map<string, Member>();
  const known = ofOwner.get(method);
  if (known) return known;
  const member = createMember(body, owner, method);
  members.set(owner, ofOwner.set(method, member));
  return member;
}

function createMember(body: Body, owner: Class, method: string): Member {
  const record = getRecord(owner, method);
  if (record?.kind === 'op') return opMember(owner, method, record);
  if (record?.kind === 'graph') return graphMember(owner, method, record);
  throw record ? invokesJob(body, record) : noMember(body, owner, method);
}

function opMember(owner: Class, method: string, record: OpRecord): OpMember {
  const { kind, hooks, requiredResourceKeys, ...rest } = record;
  const keys = new Set([...requiredResourceKeys, ...injectedKeys(owner)]);
  const op = Object.freeze({
    ...rest,
    owner,
    method,
    requiredResourceKeys: Object.freeze([...keys]),
    hooks: hooks.length === 0 ? EMPTY : attachedOpHooks(hooks, `op '${owner.name}.${method}'`),
  });
  return { kind, name: record.name, op, arity: methodOf(owner, method).length };
}

/** A graph as bodies invoke it; `toJob` runs one as the body of a job. */
export function graphMember(owner: Class, method: string, record: GraphRecord): GraphMember {
  const hooks = attachedOpHooks(record.hooks, `graph '${owner.name}.${method}'`);
  return { kind: 'graph', name: record.name, owner, method, hooks };
}

/** The function of a method, that of the class itself if it overrides a base. */
export function methodOf(owner: Class, method: string): (...inputs: readonly unknown[]) => unknown {
  return (owner.prototype as Record<string, (...inputs: readonly unknown[]) => unknown>)[method] as (
    ...inputs: readonly unknown[]
  ) => unknown;
}

function invokesJob(body: Body, record: JobRecord) {
  return definitionError(
    'HOOKLINE_BAD_BODY',
    `The body of ${body.place} invokes job '${record.name}'.`,
    'Jobs do not nest: move what both share to a method with @Graph().',
  );
}

function noMember(body: Body, owner: Class, method: string) {
  const names = [...recordsOf(owner)].filter(([, { kind }]) => kind !== 'job').map(([name]) => name);
  if (declaresMethod(owner, method)) {
    return definitionError(
      'HOOKLINE_BAD_BODY',
      `The body of ${body.place} uses '${owner.name}.${method}', which is neither an op nor a graph.`,
      'Decorate the method with @Op() or @Graph(); a body only wires those.',
    );
  }
  return definitionError(
    'HOOKLINE_BAD_BODY',
    `The body of ${body.place} uses '${owner.name}.${method}', but ${owner.name} has no such op or graph.`,
    names.length > 0 ? suggestName(method, names) : 'It has none: decorate its methods with @Op() or @Graph().',
  );
}
