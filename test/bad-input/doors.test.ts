import * as core from '@hookline/core';
import * as events from '@hookline/core/events';
import * as spi from '@hookline/core/spi';
import * as state from '@hookline/core/state';
import * as engine from '@hookline/engine';
import * as slack from '@hookline/slack';
import * as slackTesting from '@hookline/slack/testing';
import * as testing from '@hookline/testing';
import * as hookline from 'hookline';
import * as hooklineTesting from 'hookline/testing';
import { LOOKUPS } from './doors/lookups';
import { TRUSTED } from './doors/trusted';
import { ENTRIES } from './entries';
import type { Entry } from './entry';
import type { Form } from './form';
import { type Door, readSignatures, type Signature } from './signatures';

const DOORS: readonly (Door & { readonly exports: object })[] = [
  { name: 'hookline', file: 'packages/hookline/src/index.ts', exports: hookline },
  { name: 'hookline/testing', file: 'packages/hookline/src/testing.ts', exports: hooklineTesting },
  { name: '@hookline/core', file: 'packages/core/src/index.ts', exports: core },
  { name: '@hookline/core/spi', file: 'packages/core/src/spi.ts', exports: spi },
  { name: '@hookline/core/events', file: 'packages/core/src/events.ts', exports: events },
  { name: '@hookline/core/state', file: 'packages/core/src/state.ts', exports: state },
  { name: '@hookline/engine', file: 'packages/engine/src/index.ts', exports: engine },
  { name: '@hookline/testing', file: 'packages/testing/src/index.ts', exports: testing },
  { name: '@hookline/slack', file: 'packages/slack/src/index.ts', exports: slack },
  {
    name: '@hookline/slack/testing',
    file: 'packages/slack/src/testing.ts',
    exports: slackTesting,
  },
];

/** Functions that users import, by the name of the export; those of their results aside. */
const FUNCTIONS = new Map(
  ENTRIES.filter(({ name, of }) => /^(new |@)?\w+$/.test(name) && name.endsWith(of)).map((entry) => [entry.of, entry]),
);
const COVERED = new Set([...ENTRIES.map(({ of }) => of), ...Object.keys(LOOKUPS), ...Object.keys(TRUSTED)]);

describe.each(DOORS)('$name', ({ exports }) => {
  it('has no export that is called with no wrong argument', () => {
    const names = Object.keys(exports);
    expect(names.filter((name) => !COVERED.has(name))).toEqual([]);
  });
});

describe('the table', () => {
  const signatures = [...readSignatures(DOORS).values()].flat();
  const exported = new Set(signatures.map(({ name }) => name));

  it('has no export that there is not', () => {
    expect([...COVERED].filter((name) => !exported.has(name))).toEqual([]);
  });

  it('has every parameter and every option that the types declare', () => {
    expect(signatures.flatMap(faultsOf)).toEqual([]);
  });

  it.each(ENTRIES.filter(hasOptions))('has every option that $name knows at run time', async (entry) => {
    for (const [name, form] of Object.entries(entry.parameters)) {
      if (!form.options || Object.keys(form.options).length === 0) continue;
      expect(await knownOptions(entry, name)).toEqual(Object.keys(form.options).sort());
    }
  });
});

/** The fields of a context depend on a type parameter: only what there is at run time tells them. */
const GENERIC = new Set(['fields', 'config', 'definitions']);
/** Made of other objects, whose types have properties, but no options. */
const OBJECTS = new Set(['job', 'hook', 'key', 'values', 'entries', 'spec', 'schema']);

function faultsOf({ name, parameters }: Signature): readonly string[] {
  const entry = FUNCTIONS.get(name);
  if (!entry) return [];
  const declared = Object.keys(parameters);
  const listed = Object.keys(entry.parameters);
  if (declared.join() !== listed.join()) return [`${name}(${declared.join(', ')}) is listed as (${listed.join(', ')})`];
  return declared.flatMap((parameter) =>
    optionFaults(`${name}(${parameter})`, parameters[parameter] ?? [], entry.parameters[parameter]),
  );
}

function optionFaults(place: string, declared: readonly string[], form: Form | undefined): readonly string[] {
  const parameter = place.slice(place.indexOf('(') + 1, -1);
  if (GENERIC.has(parameter) || (OBJECTS.has(parameter) && Object.keys(form?.options ?? {}).length === 0)) return [];
  const listed = Object.keys(form?.options ?? {});
  const missing = declared.filter((option) => !listed.includes(option));
  const stale = listed.filter((option) => !declared.includes(option));
  return [
    ...missing.map((option) => `${place}: ${option} is not listed`),
    ...stale.map((option) => `${place}: ${option} is no option`),
  ];
}

function hasOptions({ parameters }: Entry): boolean {
  return Object.values(parameters).some(({ options }) => options && Object.keys(options).length > 0);
}

/** The names in the remedy for an option that is like no other. */
async function knownOptions(entry: Entry, parameter: string): Promise<readonly string[]> {
  const args = Object.entries(entry.parameters).map(([name, { valid }]) =>
    name === parameter ? { ...(valid() as object), qqqqqqqqqqqq: 1 } : valid(),
  );
  try {
    await entry.call(...args);
    return [];
  } catch (error) {
    const names = /There are: (.*)\.$/.exec((error as Error).message)?.[1] ?? '';
    return names.split(', ').sort();
  }
}
