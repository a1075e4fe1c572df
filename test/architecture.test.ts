import { findViolations } from '../scripts/architecture';
import { readManifests, readSources } from '../scripts/repository';

const violations = (path: string, text: string) => findViolations([{ path, text }]);

describe('the repository', () => {
  const sources = readSources();

  it('is read with its packages', () => {
    const packages = new Set(sources.map(({ path }) => path.split('/').slice(0, 2).join('/')));
    for (const name of ['core', 'engine', 'testing', 'hookline', 'slack'])
      expect(packages).toContain(`packages/${name}`);
  });

  it('has no import against the architecture', () => {
    expect(findViolations(sources, readManifests())).toEqual([]);
  });
});

describe('findViolations', () => {
  it('accepts imports of the own rank, of a lower one and of permitted packages', () => {
    const text = `import { z } from 'zod';
      import { a } from './other';
      import { b } from '../definition/op';
      import type { c } from '../util/json';`;
    expect(violations('packages/core/src/plan/step.ts', text)).toEqual([]);
    expect(violations('packages/engine/src/a.ts', `import { x } from '@hookline/core/spi'; import 'node:fs';`)).toEqual(
      [],
    );
    expect(violations('packages/core/src/index.ts', `export { a } from './ports/clock';`)).toEqual([]);
    expect(
      violations('examples/02-weather/src/a.ts', `import { startSlackDouble } from '@hookline/slack/testing';`),
    ).toEqual([]);
  });

  it.each([
    ['a higher rank', 'packages/core/src/context/a.ts', `import { x } from '../plan/x'`, /rank 1.*rank 6/],
    [
      'a higher rank by a type',
      'packages/core/src/util/a.ts',
      `import type { x } from '../context/x'`,
      /rank 0.*rank 1/,
    ],
    [
      'a higher rank by re-export',
      'packages/core/src/metadata/a.ts',
      `export { x } from '../wiring/x'`,
      /rank 3.*rank 4/,
    ],
    ['a higher rank by import()', 'packages/core/src/state/a.ts', `void import('../ports/x')`, /rank 7.*rank 8/],
    ['a door from inside', 'packages/core/src/ports/a.ts', `import { x } from '../index'`, /the door '..\/index'/],
    ['a file without a rank', 'packages/core/src/misc/a.ts', '', /no folder that has a rank/],
    ['a file beside the doors', 'packages/core/src/a.ts', '', /no folder that has a rank/],
    ['Node from core', 'packages/core/src/plan/a.ts', `import { readFileSync } from 'node:fs'`, /imports 'node:fs'/],
    ['Node from core without prefix', 'packages/core/src/plan/a.ts', `import fs = require('fs')`, /imports 'fs'/],
    [
      'a package upward',
      'packages/core/src/plan/a.ts',
      `import { x } from '@hookline/engine'`,
      /'@hookline\/engine', which @hookline\/core may not/,
    ],
    [
      'a package sideways',
      'packages/slack/src/a.ts',
      `import { x } from 'hookline'`,
      /'hookline', which @hookline\/slack may not/,
    ],
    [
      'a library off the table',
      'packages/engine/src/a.ts',
      `import { x } from 'lodash/fp'`,
      /'lodash', which @hookline\/engine may not/,
    ],
    [
      'a deep path',
      'packages/engine/src/a.ts',
      `import { x } from '@hookline/core/dist/plan/x'`,
      /no door of @hookline\/core/,
    ],
    [
      'a deep path in a test',
      'packages/engine/test/a.test.ts',
      `import { x } from '@hookline/core/plan'`,
      /no door of @hookline\/core/,
    ],
    [
      'a deep path in an example',
      'examples/01-notify/src/a.ts',
      `import { x } from 'hookline/dist/x'`,
      /no door of hookline/,
    ],
    [
      'a neighbour by relative path',
      'packages/engine/src/a.ts',
      `import { x } from '../../core/src/index'`,
      /outside its src/,
    ],
    [
      'a neighbour by relative path in a test',
      'packages/engine/test/a.ts',
      `import { x } from '../../core/src/x'`,
      /another package/,
    ],
    ['an extension', 'packages/engine/src/a.ts', `import { x } from './x.js'`, /with an extension/],
    ['a package off the table', 'packages/nightly/src/a.ts', '', /@hookline\/nightly is not in the table/],
  ])('refuses %s', (_kind, path, text, sentence) => {
    const found = violations(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
    expect(found[0]?.startsWith(`${path}: `)).toBe(true);
  });

  it('refuses a dependency off the table, also as a peer', () => {
    const manifest = {
      path: 'packages/core/package.json',
      dependencies: { zod: '4' },
      peerDependencies: { tsyringe: '4' },
    };
    expect(findViolations([], [manifest])).toEqual([
      `packages/core/package.json: depends on 'tsyringe', which @hookline/core may not import`,
    ]);
  });

  it('refuses a package that does not pass on the peers of what it depends on', () => {
    const core = { path: 'packages/core/package.json', peerDependencies: { zod: '4' } };
    const engine = { path: 'packages/engine/package.json', dependencies: { '@hookline/core': '1' } };
    expect(findViolations([], [core, engine])).toEqual([
      `packages/engine/package.json: lacks 'zod', a peer of what it depends on; make it a peer of this package, too`,
    ]);
    expect(findViolations([], [core, { ...engine, peerDependencies: { zod: '4' } }])).toEqual([]);
  });
});
