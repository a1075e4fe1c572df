import { z } from 'zod';
import type { ConfigProblems } from './config-problems';
import { addIssues } from './issue-problems';
import { issueText } from './issue-text';
import type { ConfigPath } from './locate';
import { isContainer, valueAt } from './plain-data';
import { addMissing, type Findings, prepareValue } from './prepare-value';
import { isOptional, objectShapeOf } from './schema-shapes';
import { Secrets } from './secrets';

/** What parsing takes from the environment and collects for the run. */
export interface ParseScope {
  readonly env: (name: string) => string | undefined;
  /** Values that must not be shown; filled while parsing. */
  readonly secrets: Secrets;
}

/** A value of run config with its schema and place. */
export interface ValueSpot {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly path: ConfigPath;
}

/**
 * The value as its schema yields it (S32); undefined when there are problems, which are added to `problems`.
 * @throws what the schema's own functions throw
 */
export function parseValue(spot: ValueSpot, problems: ConfigProblems, scope: ParseScope): unknown {
  const { env } = scope;
  const secrets = new Secrets();
  const places = { secretPaths: [], variables: new Map(), settled: new Set<string>(), aboveSettled: new Set<string>() };
  const findings: Findings = { env, secrets, problems, ...places };
  try {
    const parsed = parse(spot, findings);
    scope.secrets.include(secrets);
    return parsed;
  } catch (error) {
    if (!isAsyncError(error)) throw error;
    problems.add('value', spot.path, ASYNC_SCHEMA);
    return undefined;
  }
}

const ASYNC_SCHEMA =
  'the schema has an asynchronous check or transform, which run config cannot wait for; ' +
  'do it when the resource opens or the op runs';

/** By name: the schema may be of another copy of zod. */
function isAsyncError(error: unknown): boolean {
  return (
    error instanceof z.core.$ZodAsyncError || (error instanceof Error && error.constructor.name === '$ZodAsyncError')
  );
}

function parse({ schema, value: given, path }: ValueSpot, findings: Findings): unknown {
  const filled = fillIn(schema, given);
  if (filled === undefined && !isOptional(schema)) {
    addMissing(path, schema, findings);
    return undefined;
  }
  const before = findings.problems.all.length;
  const value = prepareValue({ schema, value: filled, path }, findings);
  collectSecrets(value, { findings, path });
  const result = schema.safeParse(value, { error: issueText });
  if (!result.success) addIssues({ value, path, findings }, result.error.issues);
  else collectSecrets(result.data, { findings, path });
  return findings.problems.all.length === before ? result.data : undefined;
}

/** A mapping that was left out, or left empty, is one without fields: what it lacks is told field by field. */
function fillIn(schema: z.ZodType, value: unknown): unknown {
  const given = value ?? undefined;
  return given === undefined && schema._zod.optin === undefined && objectShapeOf(schema) ? {} : given;
}

/** Values of secret fields, before and after what the schema makes of them. */
function collectSecrets(value: unknown, { findings, path }: { findings: Findings; path: ConfigPath }): void {
  for (const secretPath of findings.secretPaths) {
    collectTexts(valueAt(value, secretPath.slice(path.length)), { secrets: findings.secrets, path: secretPath });
  }
}

function collectTexts(value: unknown, { secrets, path }: { secrets: Secrets; path: ConfigPath }): void {
  if (isContainer(value)) {
    for (const [key, inner] of Object.entries(value)) collectTexts(inner, { secrets, path: [...path, key] });
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    secrets.add(String(value), path);
  }
}
