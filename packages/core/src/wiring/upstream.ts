import { assertNever } from '../util/assert-never';
import { describeValue } from '../util/describe-value';
import { holds } from '../util/holds';
import { assertUsable } from './bind-input';
import { definitionError } from './definition-error';
import { describeHandle, type GroupInfo, type HandleInfo, handleOf } from './handle';
import { EMPTY, type Recording } from './recording';

/** The body and the invocation that waits. */
export interface Waiting {
  readonly recording: Recording;
  /** `Parameter 'upstream' of after() of op 'b' of job 'j'`. */
  readonly place: string;
}

/**
 * Indices of the nodes that stand behind what `after` was given: outputs, dynamic outputs, graphs, objects of them.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_INPUT`, `HOOKLINE_BAD_HANDLE`)
 */
export function upstreamOf(values: readonly unknown[], waiting: Waiting): readonly number[] {
  return values.flatMap((value) => nodesOf(value, waiting));
}

/** Both lists, each node once. All nodes of a graph that have no `after` of their own share the list of the graph. */
export function mergeAfter(outer: readonly number[], own: readonly number[]): readonly number[] {
  if (own.length === 0) return outer;
  return Object.freeze([...new Set([...outer, ...own])]);
}

function nodesOf(value: unknown, waiting: Waiting): readonly number[] {
  const handle = handleOf(value);
  if (!handle) {
    if (isList(value) && value.length > 0) return upstreamOf(value, waiting);
    throw noHandle(describeValue(value), waiting);
  }
  assertUsable(handle, waiting.recording, () => waiting.place);
  if (handle.kind === 'group') return upstreamOf(Object.values(handle.handles), waiting);
  const nodes = nodesBehind(handle, waiting);
  refuseAllOfOwnMap(handle, nodes, waiting);
  return nodes;
}

function isList(value: unknown): value is readonly unknown[] {
  return holds(() => Array.isArray(value));
}

function nodesBehind(handle: Exclude<HandleInfo, GroupInfo>, waiting: Waiting): readonly number[] {
  switch (handle.kind) {
    case 'output':
      return handle.binding.kind === 'input' ? EMPTY : [handle.binding.node];
    case 'dynamic':
      return [handle.node];
    case 'steps':
      return rangeOf(handle.range);
    case 'uninvoked':
      throw noHandle(describeHandle(handle), waiting);
    default:
      return assertNever(handle);
  }
}

function rangeOf([first, end]: readonly [number, number]): readonly number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** Inside a map, a step can wait for the steps of its own key, not for those of all keys. */
function refuseAllOfOwnMap(handle: HandleInfo, nodes: readonly number[], { recording, place }: Waiting): void {
  const { mapScope } = recording;
  if (mapScope === undefined || ('scope' in handle && handle.kind !== 'dynamic' && handle.scope === mapScope)) return;
  if (!nodes.some((node) => recording.nodes[node]?.scope === mapScope)) return;
  throw definitionError(
    'HOOKLINE_BAD_HANDLE',
    `${place} is ${describeHandle(handle)}, inside a map over the same items.`,
    'Wait for an output of this map.',
  );
}

function noHandle(what: string, { place }: Waiting) {
  return definitionError(
    'HOOKLINE_BAD_INPUT',
    `${place} is ${what}, which has no steps to wait for.`,
    'Give what an invocation returned: .after(this.a()).',
  );
}
