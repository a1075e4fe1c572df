import { CORE_SCHEMA, defineMappingTag, type Schema } from 'js-yaml';

/** The pairs of a mapping in the order of the file, duplicates included. */
export interface Pairs {
  readonly names: string[];
  readonly values: unknown[];
}

/** A schema for one document, and what it notes about each mapping that it makes. */
export interface RecordingSchema {
  readonly schema: Schema;
  readonly pairsOf: ReadonlyMap<object, Pairs>;
}

/**
 * The core schema of YAML 1.2, with mappings that remember their pairs: an object of JavaScript forgets the order of
 * keys like `1`, and what a duplicate key had as value.
 */
export function recordingSchema(): RecordingSchema {
  const pairsOf = new Map<object, Pairs>();
  const mapping = defineMappingTag<Record<string, unknown>>('tag:yaml.org,2002:map', {
    create: () => {
      const object = {};
      pairsOf.set(object, { names: [], values: [] });
      return object;
    },
    addPair: (object, key, value) => {
      const name = String(key);
      const pairs = pairsOf.get(object);
      pairs?.names.push(name);
      pairs?.values.push(value);
      // The name is refused later, with its place; until then it must not become a prototype.
      if (name !== '__proto__') object[name] = value;
      return '';
    },
    // Duplicates are found later, all of them and with their places.
    has: () => false,
    keys: (object) => Object.keys(object),
    get: (object, key) => object[String(key)],
    identify: () => false,
  });
  return { schema: CORE_SCHEMA.withTags(mapping), pairsOf };
}
