import type { GraphInvocation } from '../definition/node-definition';
import { describeValue } from '../util/describe-value';
import { definitionError } from './definition-error';
import { createGroup, createHandle, describeHandle, handleOf } from './handle';
import { methodOf } from './members';
import { NameScope } from './name-scope';
import { type Body, type GraphMember, type Invocation, NO_TAGS } from './recording';
import { badReturn, runBody } from './run-body';
import { mergeAfter } from './upstream';

/** Graphs in graphs; more is a mistake, and would end in a stack overflow. */
const MAX_DEPTH = 200;

/** Runs the body of a graph, and returns what it returned, or a handle of all its steps where it returned nothing. */
export function invokeGraph(invocation: Invocation, member: GraphMember, inputs: readonly unknown[]): unknown {
  const { recording } = invocation.body;
  refuseRecursion(invocation.body, member);
  const body = createBody(invocation, member);
  refuseFewInputs(body, inputs.length);
  const first = recording.nodes.length;
  const returned = runBody(body, inputs);
  if (returned !== undefined && returned !== null) return checkReturned(body, returned);
  const range = [first, recording.nodes.length] as const;
  return createHandle({ kind: 'steps', recording, range, scope: recording.mapScope, what: graphName(body) });
}

function createBody(invocation: Invocation, member: GraphMember): Body {
  const { body: parent, alias } = invocation;
  const { recording } = parent;
  const path = parent.path + parent.names.claim({ name: member.name, alias, place: parent.place });
  const hooks = Object.freeze([...member.hooks, ...invocation.hooks]);
  const graph: GraphInvocation = Object.freeze({ path, hooks });
  return {
    recording,
    member,
    parent,
    depth: parent.depth + 1,
    place: `graph '${path}' of job '${recording.jobName}'`,
    path: `${path}.`,
    graphs: Object.freeze([...parent.graphs, graph]),
    after: mergeAfter(parent.after, invocation.after),
    tags: invocation.tags === NO_TAGS ? parent.tags : { ...parent.tags, ...invocation.tags },
    names: new NameScope(),
    open: true,
  };
}

function refuseRecursion(from: Body, member: GraphMember): void {
  const chain = [member];
  for (let body: Body | undefined = from; body; body = body.parent) {
    chain.unshift(body.member);
    if (body.member === member) throw recursion(from, chain);
  }
  if (from.depth < MAX_DEPTH) return;
  throw definitionError(
    'HOOKLINE_GRAPH_RECURSION',
    `Graphs are nested more than ${MAX_DEPTH} levels deep, at ${from.place.slice(0, 100)}….`,
    'Wire the ops of the inner graphs in an outer one.',
  );
}

function recursion(from: Body, chain: readonly GraphMember[]) {
  const path = chain.map(({ name }) => name).join(' → ');
  return definitionError(
    'HOOKLINE_GRAPH_RECURSION',
    `In job '${from.recording.jobName}' a body calls itself: ${path}.`,
    'It would never end: repeat things inside an op.',
  );
}

/** A graph has no context: all its parameters are inputs. */
function refuseFewInputs(body: Body, given: number): void {
  const needed = methodOf(body.member.owner, body.member.method).length;
  if (given >= needed) return;
  throw definitionError(
    'HOOKLINE_BAD_INPUT',
    `${body.place} is invoked with ${given} of ${needed} inputs.`,
    'Bind each parameter of the graph.',
  );
}

function checkReturned(body: Body, returned: unknown): unknown {
  const handle = handleOf(returned);
  if (handle?.kind === 'uninvoked') throw badGraphReturn(body, describeHandle(handle));
  if (handle) return returned;
  if (typeof returned !== 'object') throw badReturn(body.place, returned, GRAPH_RETURNS);
  for (const [key, value] of Object.entries(returned ?? {})) {
    const inner = handleOf(value);
    if (!inner) throw badGraphReturn(body, `an object whose '${key}' is ${describeValue(value)}`);
    if (inner.kind === 'uninvoked') throw badGraphReturn(body, describeHandle(inner));
  }
  if (Array.isArray(returned)) return returned;
  const handles = { ...returned };
  return createGroup({ kind: 'group', recording: body.recording, noun: 'output', what: graphName(body), handles });
}

const GRAPH_RETURNS = 'A graph returns an output, an object of outputs, or nothing.';

function badGraphReturn(body: Body, what: string) {
  return definitionError('HOOKLINE_BAD_BODY', `${body.place} returns ${what}.`, GRAPH_RETURNS);
}

function graphName(body: Body): string {
  return `graph '${body.path.slice(0, -1)}'`;
}
