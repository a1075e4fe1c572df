import { z } from 'zod';
import { isSecret } from '../definition/secret';
import { toError } from '../errors/to-error';
import { isErrorLike } from '../util/error-text';
import { oncePer } from '../util/once-per';
import { type ConfigProblems, pathText } from './config-problems';
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
 * @throws what the schema's own functions throw; something that is no Error in an Error that names the place
 */
export function parseValue(spot: ValueSpot, problems: ConfigProblems, scope: ParseScope): unknown {
  try {
    if (spot.value === undefined && requiresNothing(spot.schema)) return parseNothing(spot, problems, scope);
    const findings = createFindings(problems, scope);
    const parsed = parse(spot, findings);
    scope.secrets.include(findings.secrets);
    return parsed;
  } catch (error) {
    if (!isAsyncError(error)) throw toError(error, `The schema of ${pathText(spot.path)}`);
    problems.add('value', spot.path, ASYNC_SCHEMA);
    return undefined;
  }
}

// zod copies it and adds `async`: the copy of an object that has that key already is ten times as fast.
const CONTEXT = { error: issueText, async: false };

const ASYNC_SCHEMA =
  'the schema has an asynchronous check or transform, which run config cannot wait for; ' +
  'do it when the resource opens or the op runs';

const ASYNC_MESSAGE = new z.core.$ZodAsyncError().message;

/** By its text: the schema may be of another copy of zod, whose class may have been renamed by a minifier. */
function isAsyncError(error: unknown): boolean {
  return isErrorLike(error) && error.message === ASYNC_MESSAGE;
}

function createFindings(problems: ConfigProblems, { env }: ParseScope): Findings {
  const places = { secretPaths: [], variables: new Map(), settled: new Set<string>(), aboveSettled: new Set<string>() };
  return { env, secrets: new Secrets(), problems, ...places };
}

/** Of a mapping that was left out, only its schema can say something: no field is required, and none is secret. */
const requiresNothing = oncePer((schema: z.ZodType): boolean => {
  const shape = objectShapeOf(schema);
  if (!shape || schema._zod.optin !== undefined || isSecret(schema)) return false;
  return Object.values(shape.fields).every((field) => isOptional(field) && !isSecret(field));
});

/** What most ops get: their defaults. As for a mapping without fields, without looking for any. */
function parseNothing({ schema, path }: ValueSpot, problems: ConfigProblems, scope: ParseScope): unknown {
  const value = {};
  const result = safeParse(schema, value);
  if (result.success) return result.data;
  addIssues({ value, path, findings: createFindings(problems, scope) }, result.error.issues);
  return undefined;
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
  const result = safeParse(schema, value);
  if (!result.success) addIssues({ value, path, findings }, result.error.issues);
  else collectSecrets(result.data, { findings, path });
  return findings.problems.all.length === before ? result.data : undefined;
}

function safeParse(schema: z.ZodType, value: unknown): z.ZodSafeParseResult<unknown> {
  try {
    return schema.safeParse(value, CONTEXT);
  } catch (error) {
    if (!(isErrorLike(error) && error.name === 'TypeError')) throw error;
    // The code that zod generates stumbles over the promise of an async transform; without it zod tells of that.
    return schema.safeParse(value, { ...CONTEXT, jitless: true });
  }
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
