import type { NodeDefinition } from '../definition/node-definition';
import { createGroup, createHandle } from './handle';
import { assertAllInvoked } from './invocation';
import { NameScope } from './name-scope';
import { type Body, EMPTY, type GraphMember, NO_TAGS, type Recording } from './recording';
import { runBody } from './run-body';
import { wire } from './wire';

/** The body of a job. */
export interface TraceSpec {
  readonly jobName: string;
  /** The method that is the body. */
  readonly member: GraphMember;
  readonly inputNames: readonly string[];
}

/**
 * Runs the body of a job once and returns what it wired, in body order, graphs unrolled.
 * @throws InvalidDefinitionError for wrong wiring; what the body itself throws passes unchanged
 */
export function trace({ jobName, member, inputNames }: TraceSpec): readonly NodeDefinition[] {
  const recording: Recording = {
    jobName,
    nodes: [],
    pending: new Set(),
    members: new Map(),
    mapScope: undefined,
    open: true,
    wire,
  };
  // The body itself is known as a member, so that one which calls itself is found.
  recording.members.set(member.owner, new Map([[member.method, member]]));
  try {
    runBody(rootBody(recording, member), [jobInputs(recording, inputNames)]);
  } finally {
    recording.open = false;
  }
  assertAllInvoked(recording.pending);
  return Object.freeze(recording.nodes);
}

function rootBody(recording: Recording, member: GraphMember): Body {
  return {
    recording,
    member,
    parent: undefined,
    depth: 0,
    place: `job '${recording.jobName}'`,
    path: '',
    graphs: EMPTY,
    after: EMPTY,
    tags: NO_TAGS,
    names: new NameScope(),
    open: true,
  };
}

function jobInputs(recording: Recording, names: readonly string[]): object {
  const handles = Object.fromEntries(names.map((name) => [name, jobInput(recording, name)]));
  const what = `job '${recording.jobName}'`;
  return createGroup({ kind: 'group', recording, noun: 'input', what, handles });
}

function jobInput(recording: Recording, name: string): object {
  const binding = Object.freeze({ kind: 'input', name } as const);
  return createHandle({ kind: 'output', recording, binding, scope: undefined });
}
