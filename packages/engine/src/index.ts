export { Deadlines } from './deadlines';
export type { EnginePorts } from './engine-ports';
export { createExecutor, type ExecuteInProcess } from './execute-in-process';
export type { ExecuteOptions, GivenResources } from './execute-options';
export { deliveryDelay } from './hooks/delivery-retry';
export { type AttemptOwner, HookAttempt, type HookAttemptHost } from './hooks/hook-attempt';
export type { RunFacts } from './hooks/hook-context';
export type { CallMoment, DeadLetterMoment, HookMoment, RunMoment, StepMoment } from './hooks/hook-moment';
export { HookSlots } from './hooks/hook-slots';
export { matchHook } from './hooks/match-hook';
export { EXECUTE, type InstanceHandle } from './instance-handle';
export type { DeliveryWatcher, InstancePort } from './instance-port';
export type { LoggedEvent } from './log-entry';
export { type EventLogger, openLoggers } from './loggers';
export { memorySink } from './memory-sink';
export { createRedact } from './redact';
export { type ResourceListener, ResourceScope, type ResourceScopeSpec } from './resources/resource-scope';
export { createResourceView } from './resources/resource-view';
export { type Result, resultOf } from './result';
export { createLogger } from './run/create-logger';
export type { Restoration, RestoredStep } from './run/resumption';
export type { AdoptedRun } from './run/run-spec';
export { loadText } from './run/run-values';
export { type AnyOptions, createRunner, type PreparedRun, type Runner } from './runner';
export { show } from './show';
export { systemClock } from './system-clock';
export { messageOf, toError } from './thrown-error';
export { Time } from './time';
export type { Captured, CapturedOutputs, OutputAddress } from './values/captured';
export { ioContext } from './values/io-context';
export { isIoManager } from './values/io-manager';
export {
  type Limit,
  type StepPlaceRef,
  UnstoredValue,
  unreadableFor,
  ValueCopies,
  type ValueSource,
} from './values/value-copies';
export type { ValueStore } from './values/value-store';
export { withHandledRejections } from './with-handled-rejections';
