import type { OpContext } from '@hookline/core';
import { createOp } from './build-hook-context';
import { completeLog, contextDefaults } from './context-defaults';
import type { ContextFields } from './context-fields';
import { OP_CONTEXT_EXAMPLES } from './field-examples';
import { assertFields, createTestContext } from './test-context';
import { createTestResources } from './test-resources';

const CALL = { builder: 'buildOpContext' } as const;

/**
 * The context of an op, to call it in a test. Every field can be set, none must be: reading one that was not set throws
 * a sentence that says which argument to give (`HOOKLINE_UNSET_FIELD`). Inside `op` unset fields are empty. Defaults:
 * a silent `log`, a `redact` that changes nothing, a `signal` that is never aborted, `addOutputMetadata` and `progress`
 * that do nothing.
 * @param fields resources may be deep partials (mocks); `buildResources` opens resource definitions
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`)
 * @example
 * const db = { insert: jest.fn() };
 * await new Etl().load(rows, buildOpContext({ resources: { db }, opConfig: { mode: 'append' } }));
 */
// biome-ignore lint/suspicious/noExplicitAny: without a type to infer from, any context
export function buildOpContext<R extends object = any, C = any>(
  fields: NoInfer<ContextFields<OpContext<R, C>>> = {},
): OpContext<R, C> {
  return createOpTestContext(fields) as OpContext<R, C>;
}

function createOpTestContext(given: unknown): object {
  assertFields(given, {
    parameter: 'fields',
    of: 'buildOpContext()',
    example: 'buildOpContext({ resources: { db } })',
  });
  const { resources = {}, op, log, ...others } = given;
  const parts = {
    resources: createTestResources({ call: CALL, given: resources, declared: undefined }),
    ...(op !== undefined && { op: createOp(CALL, op) }),
    ...(log !== undefined && { log: completeLog(log) }),
  };
  const ignore = (): void => undefined;
  const defaults = { ...contextDefaults(), addOutputMetadata: ignore, progress: ignore };
  return createTestContext({ call: CALL, examples: OP_CONTEXT_EXAMPLES, given: { ...others, ...parts }, defaults });
}
