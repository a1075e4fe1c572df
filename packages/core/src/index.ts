// The door for users. Every type that an exported value of a user can have has its name here (TS2742, TS4023).
export type {
  BaseHookContext,
  CancelHookContext,
  DeadDelivery,
  DeadLetterHookContext,
  FailedStep,
  FailureHookContext,
  HookContext,
  RetryHookContext,
  RunFailureHookContext,
  RunHookContext,
  SkipHookContext,
} from './context/hook-context';
export type { HookInfo, HookKind, OpHookKind, RunHookKind } from './context/hook-info';
export type { Logger, LogLevel, LogLine } from './context/logger';
export type { OpContext } from './context/op-context';
export type { OpInfo } from './context/op-info';
export type { FailureKind, RunStatus, SkipReason, StepResult, StepStatus, Steps } from './context/status';
export type { CheckBody } from './decorators/body-checks';
export { DeadLetterHook, deadLetterHook } from './decorators/dead-letter-hook';
export { Graph, type GraphDecorator, type GraphOptions } from './decorators/graph';
export type { CheckHook, HookDecorator, HookFactory } from './decorators/hook-decorator';
export type {
  CancelHookOptions,
  FailureHookOptions,
  HookOptions,
  OpHookOptions,
  RunFailureHookOptions,
  SkipHookOptions,
} from './decorators/hook-options';
export { Inject, type Injection, type ResourceKey, resourceKey, type TypedInjection } from './decorators/inject';
export { Job, type JobDecorator } from './decorators/job';
export type { CheckInputs, CheckResources, JobOptions } from './decorators/job-options';
export type { CheckHooks, CheckInstance, CheckPublic, CheckStatic } from './decorators/method-checks';
export { Op, type OpDecorator } from './decorators/op';
export {
  CancelHook,
  cancelHook,
  FailureHook,
  failureHook,
  RetryHook,
  retryHook,
  SkipHook,
  StartHook,
  SuccessHook,
  skipHook,
  startHook,
  successHook,
} from './decorators/op-hooks';
export type { OpOptions } from './decorators/op-options';
export {
  RunCancelHook,
  RunFailureHook,
  RunStartHook,
  RunSuccessHook,
  runCancelHook,
  runFailureHook,
  runStartHook,
  runSuccessHook,
} from './decorators/run-hooks';
export { defineConfig, type ProjectConfig } from './definition/define-config';
export { defineLogger, type LoggerOptions } from './definition/define-logger';
export { defineResource, hardcodedResource, mockResource, type ResourceOptions } from './definition/define-resource';
export { env } from './definition/env-ref';
export type {
  DeadLetterHookFunction,
  HookFunction,
  HookTwin,
  OpHookFunction,
  RunHookFunction,
} from './definition/hook-function';
export type { JobDefinition } from './definition/job-definition';
export type { LoggerDefinition } from './definition/logger-definition';
export type { Class } from './definition/op-definition';
export { type Dynamic, dynamic, type Outs, outs } from './definition/op-result';
export type {
  EnvRef,
  OrEnv,
  Partly,
  Provided,
  ResourceDefinition,
  ResourceMap,
} from './definition/resource-definition';
export {
  type Backoff,
  type Jitter,
  type RetryPolicy,
  type RetryPolicyOptions,
  retryPolicy,
} from './definition/retry-policy';
export type { RunConfig } from './definition/run-config';
export { secret } from './definition/secret';
export type { ErrorCode } from './errors/catalogue';
export type { ConfigProblem, SourcePosition } from './errors/config-error';
export { InvalidConfigError } from './errors/config-error';
export {
  InvalidDefinitionError,
  InvalidInvocationError,
  InvariantError,
  UnknownResourceError,
} from './errors/definition-errors';
export {
  HookStoppedError,
  HookTimeoutError,
  InvalidOutputError,
  IoError,
  LoggerTimeoutError,
  NonErrorThrown,
  OpTimeoutError,
  ResourceTimeoutError,
  RunCancelledError,
  RunTimeoutError,
  StalledError,
  StoreUnavailableError,
} from './errors/execution-errors';
export { HooklineError } from './errors/hookline-error';
export { CrashError, type CrashSpec, FencedError, RunNotFoundError } from './errors/instance-errors';
export { type ErrorClass, isError, type Restorable } from './errors/is-error';
export { RestoredError, type RestoredErrorSpec } from './errors/restored-error';
export { StoreError } from './errors/store-errors';
export { Failure, type FailureOptions, RetryRequested, type RetryRequestedOptions } from './errors/thrown-by-users';
export type { HookEvent, RunEvent, StreamEvent } from './events/run-event';
export type { IoContext, IoManager, LoadInputContext, StoreOutputContext } from './ports/io-manager';
export { defineJob } from './registry/define-job';
export { type Definitions, type DefinitionsOptions, definitions, type JobLookup } from './registry/definitions';
export { toJob } from './registry/to-job';
export { runConfigSchema } from './run-config/run-config-schema';
export { scaffoldRunConfig } from './run-config/scaffold-run-config';
export type { Duration } from './util/duration';
export type { JsonRecord, JsonValue, Tags } from './util/json';
export type { AnyMethod } from './util/type-helpers';
export type { BodyNames, InputsOfBody, ResourcesOfBody } from './wiring/body-types';
export type { Constant, DynamicOutput, GivenInputs, Handle, Input, JobInputs, Output } from './wiring/output';
export { use } from './wiring/use';
export type { GraphPolicies, OpPolicies, Wired, WiredGraph, WiredOp } from './wiring/wired';
export type { WiringError } from './wiring/wiring-error';
