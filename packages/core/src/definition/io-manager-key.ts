/** IO managers that every instance has, and that need no resource; a resource of such a name is no IO manager. */
export type BuiltInIoManager = 'memory' | 'store' | 'filesystem';

const BUILT_IN: ReadonlySet<string> = new Set<BuiltInIoManager>(['memory', 'store', 'filesystem']);

/** True for the name of an IO manager that needs no resource. */
export function isBuiltInIoManager(key: string): key is BuiltInIoManager {
  return BUILT_IN.has(key);
}

/** The keys of the resources that an op needs: its own, and its IO manager. */
export function resourceKeysOfOp(op: {
  readonly requiredResourceKeys: readonly string[];
  readonly ioManagerKey?: string;
}): readonly string[] {
  const manager = ioManagerOf(op);
  return manager.length === 0 ? op.requiredResourceKeys : [...op.requiredResourceKeys, ...manager];
}

/** The key of the resource that holds the outputs of an op; none where a built-in manager does. */
export function ioManagerOf({ ioManagerKey }: { readonly ioManagerKey?: string }): readonly string[] {
  return ioManagerKey === undefined || isBuiltInIoManager(ioManagerKey) ? [] : [ioManagerKey];
}
