import { z } from 'zod';
import type { OutputDefinition } from '../definition/op-definition';
import type { RetryPolicy } from '../definition/retry-policy';
import { InvalidDefinitionError } from '../errors/definition-errors';
import type { OpRecord } from '../metadata/method-record';
import { checkName } from '../util/check-name';
import type { Duration } from '../util/duration';
import type { Tags } from '../util/json';
import { parseOptions } from '../util/parse-options';
import type { AnyMethod } from '../util/type-helpers';
import {
  BOOLEAN,
  DESCRIPTION,
  HOOKS,
  NAME,
  parseLimits,
  RESOURCE_KEY,
  RESOURCE_KEYS,
  SCHEMA,
  TAGS,
  WHOLE_NUMBER,
} from './option-schemas';

/** Options of `@Op`. */
export interface OpOptions<
  S extends z.ZodType = z.ZodType,
  K extends string = string,
  N extends string = string,
  Y extends boolean = boolean,
  H extends readonly AnyMethod[] = readonly AnyMethod[],
> {
  /** Default: the name of the method. Letters, digits and `_`. */
  readonly name?: string;
  readonly description?: string;
  /** Schema of `ops.<name>.config` in run config; what comes out of it is `context.opConfig`. */
  readonly config?: S;
  /** Keys of the resources that `context.resources` holds. */
  readonly requiredResourceKeys?: readonly K[];
  /**
   * The IO manager of the op's outputs on an instance: the key of a resource (an `IoManager`), or one of the built-in
   * `memory`, `store`, `filesystem`; default `store`. An op that reads it itself names it in `requiredResourceKeys`, too.
   */
  readonly ioManagerKey?: string;
  /** Names of the outputs of an op that returns `outs(...)`; a conditional one as `name?`. */
  readonly outs?: readonly N[];
  /** True for an op that returns `dynamic(...)`. */
  readonly dynamic?: Y;
  /** Default: that of the job. */
  readonly retryPolicy?: RetryPolicy;
  /** For one attempt; default: no limit. */
  readonly timeout?: Duration;
  /** A whole number; higher runs first; default 0. */
  readonly priority?: number;
  readonly tags?: Tags;
  /** Op hooks of every invocation of the op. */
  readonly hooks?: H;
}

const OUTS_REMEDY = "Give a list of at least one output name, a conditional one with `?`: ['valid', 'rejected?'].";

const OPTIONS = z.strictObject({
  name: NAME.optional(),
  description: DESCRIPTION.optional(),
  config: SCHEMA.optional(),
  requiredResourceKeys: RESOURCE_KEYS.optional(),
  ioManagerKey: RESOURCE_KEY.optional(),
  outs: z.array(z.string(OUTS_REMEDY), OUTS_REMEDY).min(1, OUTS_REMEDY).optional(),
  dynamic: BOOLEAN.optional(),
  retryPolicy: z.unknown().optional(),
  timeout: z.unknown().optional(),
  priority: WHOLE_NUMBER.optional(),
  tags: TAGS.optional(),
  hooks: HOOKS.optional(),
});

const RESULT: readonly OutputDefinition[] = Object.freeze([Object.freeze({ name: 'result', optional: false })]);

/**
 * The record of an op.
 * @param place the method, for errors: `'Etl.load'`
 * @throws InvalidDefinitionError for an option that cannot be
 */
export function parseOpOptions(options: unknown, method: string, place: string): OpRecord {
  const of = `op ${place}`;
  const { outs, timeout, retryPolicy, ...given } = parseOptions(OPTIONS, options, of);
  if (outs && given.dynamic === true) throw outsAndDynamic(of);
  return Object.freeze({
    priority: 0,
    dynamic: false,
    ...given,
    ...parseLimits({ timeout, retryPolicy }, of),
    kind: 'op',
    name: given.name ?? checkName(method, of),
    requiredResourceKeys: Object.freeze([...new Set(given.requiredResourceKeys)]),
    outputs: outs ? parseOuts(outs, of) : RESULT,
    multiple: outs !== undefined,
    tags: Object.freeze(given.tags ?? {}),
    hooks: Object.freeze(given.hooks ?? []),
  });
}

function parseOuts(outs: readonly string[], of: string): readonly OutputDefinition[] {
  const outputs = outs.map((out) => {
    const optional = out.endsWith('?');
    const name = checkName(optional ? out.slice(0, -1) : out, `an output of ${of}`);
    return Object.freeze({ name, optional });
  });
  const names = outputs.map(({ name }) => name);
  const duplicate = names.find((name, i) => names.indexOf(name) !== i);
  if (duplicate === undefined) return Object.freeze(outputs);
  throw new InvalidDefinitionError({
    code: 'HOOKLINE_DUPLICATE_NAME',
    problem: `Two outputs of ${of} are named '${duplicate}'.`,
    remedy: 'Name each output once.',
  });
}

function outsAndDynamic(of: string): InvalidDefinitionError {
  return new InvalidDefinitionError({
    code: 'HOOKLINE_BAD_OPTION',
    problem: `Options 'outs' and 'dynamic' of ${of} exclude each other.`,
    remedy: 'Split the op: one that returns outs(...), one that returns dynamic(...).',
  });
}
