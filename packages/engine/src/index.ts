export type { EnginePorts } from './engine-ports';
export { createExecutor, type ExecuteInProcess } from './execute-in-process';
export type { ExecuteOptions, GivenResources } from './execute-options';
export { memorySink } from './memory-sink';
export { type ResourceListener, ResourceScope, type ResourceScopeSpec } from './resources/resource-scope';
export { createResourceView } from './resources/resource-view';
export { type Result, resultOf } from './result';
export { systemClock } from './system-clock';
