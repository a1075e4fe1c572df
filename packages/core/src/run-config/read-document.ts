import type { MappingSection, Section, ValueSection } from './config-document';
import type { ConfigProblems } from './config-problems';
import type { ConfigPath } from './locate';
import { isMapping, kindWord, ownValue } from './plain-data';

/** A value of a run config with the section that it stands in; `value` is undefined where it was left out. */
export interface FoundValue {
  readonly section: ValueSection;
  readonly path: ConfigPath;
  readonly value: unknown;
  /** The mapping that it belongs to is named in the config, even if it is empty: `loggers: { console: }`. */
  readonly isNamed: boolean;
}

/** Where values, problems and warnings go. */
export interface Reading {
  readonly problems: ConfigProblems;
  readonly values: FoundValue[];
  readonly warnings: string[];
}

interface Spot {
  readonly value: unknown;
  readonly path: ConfigPath;
  readonly isNamed: boolean;
}

/** Finds the values of all sections, also of those that were left out, sparse ones aside; reports keys that no section has. */
export function readDocument(document: MappingSection, config: unknown, reading: Reading): void {
  readSection(document, { value: config, path: [], isNamed: false }, reading);
}

function readSection(section: Section, spot: Spot, reading: Reading): void {
  switch (section.kind) {
    case 'mapping':
      return readMapping(section, spot, reading);
    case 'ignored':
      if (isMapping(spot.value) && 'config' in spot.value) reading.warnings.push(section.reason);
      return;
    case 'value':
      if (spot.value !== undefined || spot.isNamed || !section.isSparse) reading.values.push({ section, ...spot });
  }
}

function readMapping(section: MappingSection, { value, path, isNamed }: Spot, reading: Reading): void {
  const { entries, readAlways } = section;
  // An empty section (`ops:` with all its lines commented out) is null in YAML.
  const given = value ?? {};
  if (!isMapping(given)) {
    const example = [...entries.keys()].slice(0, 1).map((key) => `, for example: { ${key}: ... }`);
    reading.problems.add('type', path, `expected mapping, got ${kindWord(value)}${example.join('')}`);
    return;
  }
  const keys = Object.keys(given);
  reportUnexpected(section, { keys, path }, reading.problems);
  // The ops of a large job, of which few take config and fewer are given some.
  for (const [key, section] of keys.length > 0 || isNamed ? entries : readAlways) {
    const spot = { value: ownValue(given, key), path: [...path, key], isNamed: Object.hasOwn(given, key) };
    readSection(section, section.kind === 'value' ? { ...spot, isNamed } : spot, reading);
  }
}

interface Given {
  readonly keys: readonly string[];
  readonly path: ConfigPath;
}

function reportUnexpected({ entries, refusal }: MappingSection, { keys, path }: Given, problems: ConfigProblems): void {
  const unexpected = keys.filter((key) => !entries.has(key));
  if (unexpected.length === 0) return;
  const allowed = [...entries.keys()];
  for (const key of unexpected) {
    if (refusal === undefined) problems.addUnexpected([...path, key], allowed);
    else problems.add('unexpected', [...path, key], `unexpected field; ${refusal}`);
  }
}
