export { type AnyHook, buildHookContext } from './build-hook-context';
export { buildOpContext } from './build-op-context';
export { buildResources, type ResourcesConfig } from './build-resources';
export type { ContextFields, OpenContextFields } from './context-fields';
export { type FakeClock, type FakeClockOptions, fakeClock } from './fake-clock';
export { createMemoryStore, type MemoryStoreOptions } from './memory-store';
export { openHookContext, withHookContext } from './open-hook-context';
export { describeStore } from './store-conformance';
