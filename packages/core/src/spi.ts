// What the engine, the testing package and adapters build on. No promise of stability is made to anyone else.

export { decodeValue } from './codec/decode-value';
export { decodeError, encodeError, type Redact, type StoredError, type StoredProperties } from './codec/encode-error';
export {
  decodeEvent,
  decodeHookLog,
  type EventRowOptions,
  encodeEvent,
  encodeHookLog,
  type HookLogEvent,
} from './codec/encode-event';
export { type EncodedValue, encodeForDisplay, encodeValue } from './codec/encode-value';
export type { HookKind, OpHookKind, RunHookKind } from './context/hook-info';
export type { ConsoleLevel } from './context/logger';
export { isResourceDefinition } from './definition/define-resource';
export type { HookDefinition } from './definition/hook-definition';
export type { ContextOfHook, HookFunction, ResourcesOf } from './definition/hook-function';
export { type BuiltInIoManager, ioManagerOf, isBuiltInIoManager, resourceKeysOfOp } from './definition/io-manager-key';
export { isJobDefinition, notAJob } from './definition/is-job-definition';
export type { JobDefinition, SharedDefinitions } from './definition/job-definition';
export type { LoggerDefinition } from './definition/logger-definition';
export type { Class, OpDefinition, OutputDefinition } from './definition/op-definition';
export { dynamicOf, outsOf } from './definition/op-result';
export type { ResourceDefinition, ResourceInit, ResourceMap, ResourceSource } from './definition/resource-definition';
export { type RetryPolicy, retryDelay } from './definition/retry-policy';
export type { RunConfig } from './definition/run-config';
export { classChain, matchesClass } from './errors/class-chain';
export { toError } from './errors/to-error';
export {
  type Delivery,
  type DeliveryState,
  deadIdOf,
  deadLetterId,
  deliveryId,
  type HookOutcome,
} from './events/delivery';
export {
  type HookEvent,
  isStreamEvent,
  type RunEnding,
  type RunEvent,
  type RunTrigger,
  type StepOutput,
  type StepTrigger,
  type StoredOutput,
  type StreamEvent,
  type Trigger,
} from './events/run-event';
export { getHook } from './metadata/hook-mark';
export { injectedKeys } from './metadata/injected-keys';
export { createPlan } from './plan/create-plan';
export type { Plan, PlanGraph, PlanHook, PlanInput, PlanSnapshot, PlanStep, RunHooks, StepHooks } from './plan/plan';
export { sameStructure } from './plan/same-structure';
export { selectedSteps, selectSteps } from './plan/select-steps';
export { parseSnapshot, snapshotText } from './plan/snapshot-text';
export type { Clock, Timer } from './ports/clock';
export {
  type AttemptRow,
  type DeliveryOrigin,
  type DeliveryOutcome,
  type DeliveryRow,
  type HookRow,
  type NewDelivery,
  type StoredDeliveryState,
  WAITS_FOR_PLACE,
} from './ports/delivery-rows';
export type { CommitBatch, EventSink, RunPart, SinkResult } from './ports/event-sink';
export type { EventRow, HookLogRow, NewRun, ProcessRole, ProcessRow, ResumeMode, RunRow } from './ports/run-rows';
export type {
  Awaitable,
  BlobStore,
  ClaimRequest,
  CommitResult,
  DeliveryQuery,
  EventLog,
  EventPage,
  HeartOptions,
  HookOutbox,
  LoopWatch,
  OutboxSummary,
  ProcessTable,
  QueueRequest,
  ReleasedClaim,
  RunCommit,
  RunQuery,
  RunStore,
  Store,
  StoreCommit,
  StoreFacts,
} from './ports/store';
export { isDefinitions } from './registry/definitions';
export { checkResources, type Requirement, requirementsOf, resourcesOf } from './registry/requirements';
export { resolveResources } from './registry/resolve-resources';
export { mergeRunConfigs } from './run-config/merge-config';
export { parseRunConfig } from './run-config/parse-run-config';
export { type ConfigOptions, type ConfigRequest, findSecrets, resolveRunConfig } from './run-config/resolve-run-config';
export type { ResolvedConfig, ResolvedExecution } from './run-config/resolved-config';
export { runsUserCode } from './run-config/runs-user-code';
export { decideStep, type Ending, inputEnding, type StepDecision, type UpstreamView } from './state/decide-step';
export { matchesStored } from './state/match-stored';
export { foldRun, reduceRun } from './state/reduce-run';
export {
  initialRunState,
  mappedStepKey,
  type RunState,
  type StepOutline,
  type StepState,
  stepsOf,
  toStepResult,
} from './state/run-state';
export { assertNever } from './util/assert-never';
export { describeValue } from './util/describe-value';
export { didYouMean, listNames, suggestName } from './util/did-you-mean';
export { toMilliseconds } from './util/duration';
export { isErrorLike, messageOf } from './util/error-text';
export { holds } from './util/holds';
export { isCallable } from './util/is-callable';
export { isJson } from './util/is-json';
export { isPromise } from './util/is-promise';
export { isPlainObject } from './util/plain-object';
export { readEntries } from './util/read-entries';
export { type WrongArgument, wrongArgument } from './util/wrong-argument';
