import type {
  BaseHookContext,
  CancelHookContext,
  DeadLetterHookContext,
  FailureHookContext,
  HookContext,
  HookInfo,
  OpContext,
  OpInfo,
  RetryHookContext,
  RunFailureHookContext,
  RunHookContext,
  SkipHookContext,
} from '@hookline/core';
import type { HookKind } from '@hookline/core/spi';

/**
 * The fields of a context, each with a value as one would write it: for remedies, and to tell misspelt fields.
 * `undefined`: the field is optional, so that reading it unset is no mistake.
 */
export type FieldExamples = Readonly<Record<string, string | undefined>>;

/** The fields that `C` has and `Base` has not; those that a context may lack are no mistake to read. */
type Examples<C, Base = object> = {
  readonly [K in Exclude<keyof C, keyof Base>]-?: object extends Pick<C, K> ? undefined : string;
};

/** Those that no context lacks. */
type RequiredExamples<C> = { readonly [K in keyof C as object extends Pick<C, K> ? never : K]: string };

/** The fields of a part of a context. */
type PartExamples<P> = { readonly [K in keyof P]-?: undefined extends P[K] ? undefined : string };

const BASE: RequiredExamples<BaseHookContext> = {
  jobName: "'nightly'",
  runId: "'run-1'",
  hookDef: "{ name: 'notify', kind: 'failure' }",
  resources: '{ slack }',
  requiredResourceKeys: "new Set(['slack'])",
  log: 'console',
  runTags: "{ team: 'billing' }",
  startedAt: 'Date.now()',
  endedAt: 'Date.now()',
  signal: 'AbortSignal.abort()',
  redact: '(text) => text',
};

/** What an instance adds. */
const ON_INSTANCE: Examples<BaseHookContext, Record<keyof typeof BASE, unknown>> = {
  deliveryId: undefined,
  deliveryAttempt: undefined,
  triggeredAt: undefined,
  isReplay: undefined,
  runUrl: undefined,
};

const STEP: Examples<HookContext, BaseHookContext> = {
  op: "{ name: 'load' }",
  stepKey: "'load'",
  attempt: '1',
  opConfig: "{ table: 'sales' }",
  opException: "new Error('boom')",
  opInputValues: '[1]',
  opOutputValues: '{ result: 1 }',
  opOutputMetadata: '{ rows: 1 }',
};

const FAILURE: Examples<FailureHookContext, HookContext> = { failureKind: "'exception'" };
const RETRY: Examples<RetryHookContext, HookContext> = { ...FAILURE, delay: '1_000' };
const SKIP: Examples<SkipHookContext, HookContext> = { skipReason: "'absent'" };
const CANCEL: Examples<CancelHookContext, HookContext> = { wasRunning: 'true' };
const RUN: Examples<RunHookContext, BaseHookContext> = {
  status: "'failure'",
  steps: "{ load: { status: 'failure', attempts: 1, startedAt: 0, endedAt: 1 } }",
};
const RUN_FAILURE: Examples<RunFailureHookContext, RunHookContext> = {
  error: "new Error('boom')",
  failedSteps: "[{ stepKey: 'load', error: new Error('boom') }]",
};

const DEAD_LETTER: Examples<DeadLetterHookContext, BaseHookContext> = {
  delivery:
    "{ id: 'run-1/7/notify', hookName: 'notify', runId: 'run-1', stepKey: 'load', attempts: 12, error: new Error('boom') }",
};

const BY_KIND: Readonly<Record<HookKind, FieldExamples>> = {
  start: { ...BASE, ...STEP, ...ON_INSTANCE },
  success: { ...BASE, ...STEP, ...ON_INSTANCE },
  failure: { ...BASE, ...STEP, ...FAILURE, ...ON_INSTANCE },
  retry: { ...BASE, ...STEP, ...RETRY, ...ON_INSTANCE },
  skip: { ...BASE, ...STEP, ...SKIP, ...ON_INSTANCE },
  cancel: { ...BASE, ...STEP, ...CANCEL, ...ON_INSTANCE },
  runStart: { ...BASE, ...RUN, ...ON_INSTANCE },
  runSuccess: { ...BASE, ...RUN, ...ON_INSTANCE },
  runCancel: { ...BASE, ...RUN, ...ON_INSTANCE },
  runFailure: { ...BASE, ...RUN, ...RUN_FAILURE, ...ON_INSTANCE },
  deadLetter: { ...BASE, ...DEAD_LETTER, ...ON_INSTANCE },
};

const OF_ANY_HOOK: FieldExamples = Object.assign({}, ...Object.values(BY_KIND)) as FieldExamples;

/** The fields of the context of a kind of hook; of all kinds where the kind is not known. */
export function hookFieldExamples(kind: HookKind | undefined): FieldExamples {
  return kind === undefined ? OF_ANY_HOOK : BY_KIND[kind];
}

/** The fields of an op context. */
export const OP_CONTEXT_EXAMPLES: Examples<OpContext> = {
  jobName: "'nightly'",
  runId: "'run-1'",
  stepKey: "'load'",
  attempt: '1',
  idempotencyKey: "'run-1/load'",
  op: "{ name: 'load' }",
  opConfig: "{ table: 'sales' }",
  resources: '{ db }',
  log: 'console',
  runTags: "{ team: 'billing' }",
  signal: 'AbortSignal.abort()',
  redact: '(text) => text',
  addOutputMetadata: 'jest.fn()',
  progress: 'jest.fn()',
};

/** The fields of `op`. */
export const OP_EXAMPLES: PartExamples<OpInfo> = {
  name: "'load'",
  alias: undefined,
  definition: "'load'",
  tags: '{}',
  description: undefined,
};

/** The fields of `hookDef`. */
export const HOOK_DEF_EXAMPLES: PartExamples<HookInfo> = {
  name: "'notify'",
  kind: "'failure'",
  requiredResourceKeys: "['slack']",
  description: undefined,
};
