import { describeValue } from '../util/describe-value';
import { isCallable } from '../util/is-callable';
import { definitionError } from './definition-error';
import { createHandle, type DynamicInfo, describeHandle, handleOf } from './handle';
import { keyOf } from './recording';
import { assertOpen, badReturn, callSynchronously } from './run-body';

/** The handle of a dynamic node or of a mapped one, with `map` and `collect`. */
export function createDynamicHandle(info: DynamicInfo): object {
  return createHandle(info, {
    map: (each: unknown) => mapItems(info, each),
    collect: () => collectItems(info),
  });
}

function mapItems(info: DynamicInfo, each: unknown): object {
  const { recording, node, output, scope } = info;
  assertFree(info, 'map()');
  if (!isCallable(each)) {
    throw badUse(
      info,
      `Parameter 'each' of map() of ${describeHandle(info)} is ${describeValue(each)}`,
      'Give (item) => this.op(item).',
    );
  }
  const first = recording.nodes.length;
  const item = createHandle({ kind: 'output', recording, binding: { kind: 'output', node, output }, scope });
  recording.mapScope = scope;
  try {
    const call = { self: undefined, inputs: [item], what: mapPlace(info) };
    const returned = callSynchronously(each as (item: unknown) => unknown, call);
    return mappedHandle(info, { first, returned });
  } finally {
    recording.mapScope = undefined;
  }
}

function mappedHandle(info: DynamicInfo, { first, returned }: { first: number; returned: unknown }): object {
  const { recording, scope } = info;
  const handle = handleOf(returned);
  if (returned === undefined || returned === null || (handle?.kind === 'steps' && handle.recording === recording)) {
    const end = recording.nodes.length;
    // A map that wires nothing has ended when its dynamic op has.
    const range = end > first ? ([first, end] as const) : ([scope, scope + 1] as const);
    return createHandle({ kind: 'steps', recording, range, scope: undefined, what: mapPlace(info) });
  }
  if (!handle) throw badReturn(mapPlace(info), returned, ONE_OUTPUT);
  if (handle.recording === recording && handle.kind === 'output' && handle.scope === scope) {
    const { binding } = handle;
    if (binding.kind === 'output') return createDynamicHandle({ ...info, node: binding.node, output: binding.output });
  }
  throw badUse(info, `${mapPlace(info)} returns ${describeHandle(handle)}`, ONE_OUTPUT);
}

const ONE_OUTPUT = 'Return one output of an op that is wired inside the map, or nothing.';

function collectItems(info: DynamicInfo): object {
  const { recording, node, output } = info;
  assertFree(info, 'collect()');
  const binding = Object.freeze({ kind: 'collect', node, output } as const);
  return createHandle({ kind: 'output', recording, binding, scope: undefined });
}

/** `map` and `collect` work on all items: inside a map there is but one. */
function assertFree(info: DynamicInfo, method: string): void {
  const { recording } = info;
  assertOpen({ open: recording.open, place: `job '${recording.jobName}'` }, `${method} is called`);
  if (recording.mapScope === undefined) return;
  const over = keyOf(recording, recording.mapScope);
  throw badUse(
    info,
    `${method} of ${describeHandle(info)} is called inside the map over op '${over}'`,
    'Maps do not nest: call it before or after, outside of that map.',
  );
}

function mapPlace(info: DynamicInfo): string {
  return `the map over op '${keyOf(info.recording, info.node)}'`;
}

function badUse(info: DynamicInfo, what: string, remedy: string) {
  return definitionError('HOOKLINE_BAD_BODY', `${what}, in job '${info.recording.jobName}'.`, remedy);
}
