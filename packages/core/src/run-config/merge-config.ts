import type { RunConfig } from '../definition/run-config';
import type { SourcePosition } from '../errors/config-error';
import { isMapping, type Mapping, ownValue } from './plain-data';
import { setSource, sourceOf } from './source-map';

/** Below these keys stand values; above them `null` is an empty section, which takes nothing away. */
const VALUES: ReadonlySet<string> = new Set(['config', 'inputs']);

/** `over` merged onto `base`: mappings by key, deep; lists and scalars are replaced (S29). Places are kept. */
export function mergeConfig(base: Mapping, over: Mapping): Mapping {
  return overlay(base, over, mergeSection);
}

/** Several run configs as one: each is merged onto those before it, as that of an execution onto that of its job (S29). */
export function mergeRunConfigs(configs: readonly RunConfig[]): RunConfig {
  return configs.reduce<RunConfig>((base, over) => mergeConfig(base as Mapping, over as Mapping), {});
}

/** `over` laid onto `base` key by key, values replaced as a whole. */
export function overlayConfig(base: Mapping, over: Mapping): Mapping {
  return overlay(base, over, ({ over: value }) => value);
}

/** What two configs have for one key. */
interface Pair {
  readonly key: string;
  readonly base: unknown;
  readonly over: unknown;
}

function mergeSection({ key, base, over }: Pair): unknown {
  if (!isMapping(base)) return over;
  if (over === null) return base;
  return isMapping(over) ? overlay(base, over, VALUES.has(key) ? mergeValue : mergeSection) : over;
}

function mergeValue({ base, over }: Pair): unknown {
  return isMapping(base) && isMapping(over) ? overlay(base, over, mergeValue) : over;
}

function overlay(base: Mapping, over: Mapping, combine: (pair: Pair) => unknown): Mapping {
  const given = Object.entries(over).filter(([, value]) => value !== undefined);
  const entries = given.map(([key, value]) => [
    key,
    Object.hasOwn(base, key) ? combine({ key, base: ownValue(base, key), over: value }) : value,
  ]);
  const merged = Object.fromEntries([...Object.entries(base), ...entries]) as Mapping;
  setMergedSource({ merged, base, over });
  return merged;
}

/** Each entry keeps the place that it has in the config it comes from. */
function setMergedSource({ merged, base, over }: Record<'merged' | 'base' | 'over', Mapping>): void {
  const self = (sourceOf(over) ?? sourceOf(base))?.self;
  if (!self) return;
  const keys = new Map<string, SourcePosition>();
  const values = new Map<string, SourcePosition>();
  for (const key of Object.keys(merged)) {
    const source = sourceOf(ownValue(over, key) === undefined ? base : over);
    const [keyAt, valueAt] = [source?.keys.get(key), source?.values.get(key)];
    if (keyAt) keys.set(key, keyAt);
    if (valueAt) values.set(key, valueAt);
  }
  setSource(merged, { self, keys, values });
}
