import type {
  BaseHookContext,
  CancelHookContext,
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

/** The fields that `C` has and `Base` has not. */
type Examples<C, Base = object> = Readonly<Record<Exclude<keyof C, keyof Base>, string>>;

/** The fields of a part of a context. */
type PartExamples<P> = { readonly [K in keyof P]-?: undefined extends P[K] ? undefined : string };

const BASE: Examples<BaseHookContext> = {
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

const BY_KIND: Readonly<Record<HookKind, FieldExamples>> = {
  start: { ...BASE, ...STEP },
  success: { ...BASE, ...STEP },
  failure: { ...BASE, ...STEP, ...FAILURE },
  retry: { ...BASE, ...STEP, ...RETRY },
  skip: { ...BASE, ...STEP, ...SKIP },
  cancel: { ...BASE, ...STEP, ...CANCEL },
  runStart: { ...BASE, ...RUN },
  runSuccess: { ...BASE, ...RUN },
  runCancel: { ...BASE, ...RUN },
  runFailure: { ...BASE, ...RUN, ...RUN_FAILURE },
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
