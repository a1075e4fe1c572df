import { decodeValue, encodeValue } from '@hookline/core/spi';
import type { AnyOptions } from '@hookline/engine';

/** What a run was asked for, as far as another process can do the same: with references to the environment, not values. */
export type StoredRequest = Pick<
  AnyOptions,
  'runConfig' | 'inputs' | 'tags' | 'opSelection' | 'gracePeriod' | 'hookWait' | 'maxConcurrent'
>;

/** A request as text, without secrets. */
export interface EncodedRequest {
  readonly text: string;
  /** Keys of resources in whose config a secret stood: no other process can open them (D14). */
  readonly masked: readonly string[];
}

const FIELDS = ['runConfig', 'inputs', 'tags', 'opSelection', 'gracePeriod', 'hookWait', 'maxConcurrent'] as const;

/** What is known of a request from its config. */
export interface ResolvedParts {
  readonly secrets: readonly string[];
  readonly redact: (text: string) => string;
  /** Names of the hooks that it turns off; undefined where it could not be resolved. */
  readonly disabledHooks: ReadonlySet<string> | undefined;
}

/** The text that the store keeps of a request. */
export function encodeRequest(options: AnyOptions, { secrets, redact, disabledHooks }: ResolvedParts): EncodedRequest {
  const given = FIELDS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as const]));
  const mask = createMask(secrets, redact);
  const request = Object.fromEntries(given.map(([name, value]) => [name, mask(value)]));
  const resources: unknown = options.runConfig?.resources;
  const masked = isRecord(resources)
    ? Object.entries(resources).flatMap(([key, value]) => (differs(value, mask(value)) ? [key] : []))
    : [];
  const resolved = disabledHooks && { disabledHooks: [...disabledHooks] };
  return { text: encodeValue({ ...request, ...resolved }).text, masked };
}

/** What `encodeRequest` wrote. */
export function decodeRequest(text: string): StoredRequest {
  const { disabledHooks: _, ...request } = decodeValue(text) as WithHooks;
  return request;
}

interface WithHooks extends StoredRequest {
  readonly disabledHooks?: readonly string[];
}

/**
 * The hooks that the config of a run turned off, that of its job included. Where it was not resolved when the run was
 * stored, what it says without the environment: a hook fires then, for an alert too many beats one too few.
 */
export function disabledHooksOf(text: string): ReadonlySet<string> {
  const { disabledHooks, runConfig } = decodeValue(text) as WithHooks;
  if (disabledHooks) return new Set(disabledHooks);
  const hooks: unknown = runConfig?.hooks;
  const entries = Object.entries((hooks ?? {}) as Readonly<Record<string, { readonly enabled?: unknown } | null>>);
  return new Set(entries.filter(([, options]) => options?.enabled === false).map(([name]) => name));
}

/**
 * Why what a run was asked for is not all there, though its resources are: a secret that stood in config of ops or in
 * inputs is not stored, and neither is what only this process can hold, as a function. Undefined where nothing is lost.
 */
export function lostIn(text: string): string | undefined {
  const { runConfig = {}, inputs } = decodeRequest(text);
  const { resources: _resources, tags: _tags, ...config } = runConfig;
  if (MASK.test(encodeValue({ config, inputs }).text)) return 'a secret that stood in its run config or inputs';
  return LOST.test(text) ? 'something among its inputs that cannot be stored' : undefined;
}

const MASK = /•••/;

/** How `encodeValue` writes what it cannot keep. */
const LOST = /\{"\$":"(?:lost|instance)"/;

/** A short secret is masked where it stands alone, a longer one wherever it occurs, as everywhere. */
function createMask(secrets: readonly string[], redact: (text: string) => string): (value: unknown) => unknown {
  if (secrets.length === 0) return (value) => value;
  const whole = new Set(secrets);
  const mask = (value: unknown): unknown => {
    if (typeof value === 'string') return whole.has(value) ? '•••' : redact(value);
    if (typeof value === 'number' || typeof value === 'boolean') return whole.has(String(value)) ? '•••' : value;
    if (Array.isArray(value)) return value.map(mask);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [redact(key), mask(each)]));
  };
  return mask;
}

function differs(value: unknown, masked: unknown): boolean {
  return encodeValue(value).text !== encodeValue(masked).text;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
