/**
 * Who may import whom: the table of packages and the ranks inside core, checked on import specifiers. `package.json` and project
 * references alone let an undeclared sibling pass once it is built, because npm links every workspace into node_modules.
 */
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { preProcessFile } from 'typescript';

/** A TypeScript file: its path from the repository's root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What of a package.json the rules look at; `path` from the repository's root. */
export interface Manifest {
  readonly path: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** One breach of a rule, as a line for the reader: `path: what, and what to do`. */
export type Violation = string;

interface Layer {
  /** Packages that its sources may import, ours and others. */
  readonly imports: readonly string[];
  /** Subpaths by which others may import it, beside its main door. */
  readonly doors: readonly string[];
  /** False for a package that only decides: it reaches nothing of Node. */
  readonly node: boolean;
}

const LAYERS: Readonly<Record<string, Layer>> = {
  '@hookline/core': { imports: ['zod', 'js-yaml'], doors: ['spi', 'events', 'state'], node: false },
  '@hookline/engine': { imports: ['@hookline/core', 'tsyringe', 'reflect-metadata'], doors: [], node: true },
  '@hookline/testing': { imports: ['@hookline/core', '@hookline/engine'], doors: [], node: true },
  '@hookline/slack': { imports: ['@hookline/core', '@slack/web-api', 'zod'], doors: ['testing'], node: true },
  '@hookline/storage': { imports: ['@hookline/core', 'libsql', 'pg'], doors: [], node: true },
  '@hookline/daemon': { imports: ['@hookline/core', '@hookline/engine'], doors: [], node: true },
  '@hookline/cli': {
    imports: [
      '@hookline/core',
      '@hookline/engine',
      '@hookline/daemon',
      'commander',
      'picocolors',
      'ts-node',
      'typescript',
    ],
    doors: [],
    node: true,
  },
  hookline: {
    // zod is a peer of what users install: their schemas and ours must be of one copy.
    // storage, daemon and cli are for the command and for instances: the door does not load them.
    imports: [
      '@hookline/core',
      '@hookline/engine',
      '@hookline/testing',
      '@hookline/storage',
      '@hookline/daemon',
      '@hookline/cli',
      'tsyringe',
      'reflect-metadata',
      'zod',
    ],
    doors: ['testing'],
    node: true,
  },
};

/** The folders of core/src by rank: a file imports its own rank or a lower one. */
const RANKS: readonly (readonly string[])[] = [
  ['util', 'errors'],
  ['context'],
  ['definition'],
  ['metadata'],
  ['wiring'],
  ['decorators', 'registry'],
  ['run-config', 'plan'],
  ['events', 'state'],
  // Rows are what the ports take.
  ['ports', 'codec'],
];

const CORE = 'packages/core/src/';

/** Checks every import of every file, and every dependency of every manifest. Pure: the caller reads the disk. */
export function findViolations(files: readonly SourceFile[], manifests: readonly Manifest[] = []): Violation[] {
  return [...files.flatMap(violationsOfFile), ...manifests.flatMap((one) => violationsOfManifest(one, manifests))];
}

function violationsOfFile({ path, text }: SourceFile): Violation[] {
  const specifiers = preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const found = specifiers.map((specifier) =>
    specifier.startsWith('.') ? relative(path, specifier) : bare(path, specifier),
  );
  return [misplaced(path), ...found].filter((text) => text !== undefined).map((text) => `${path}: ${text}`);
}

/** `packages/core/src/plan/step.ts` → root `packages/core`, area `src`. */
function locate(path: string) {
  const [parent = '', folder = '', area = ''] = path.split('/');
  const name = folder === 'hookline' ? 'hookline' : `@hookline/${folder}`;
  return { root: `${parent}/${folder}`, name, isPackageSource: parent === 'packages' && area === 'src' };
}

function misplaced(path: string): string | undefined {
  const { name, isPackageSource } = locate(path);
  if (isPackageSource && !LAYERS[name])
    return `package ${name} is not in the table of scripts/architecture.ts; add it there`;
  if (!path.startsWith(CORE) || isCoreDoor(path) || rankOf(path) !== undefined) return undefined;
  return 'is in no folder that has a rank; put it into one, see the ranks in scripts/architecture.ts';
}

/** The rank of a core file; undefined for doors and for folders without a rank. */
function rankOf(path: string): number | undefined {
  const folder = path.slice(CORE.length).split('/')[0] ?? '';
  const rank = RANKS.findIndex((folders) => folders.includes(folder));
  return rank === -1 ? undefined : rank;
}

function isCoreDoor(path: string): boolean {
  const name = path.slice(CORE.length).replace(/\.ts$/, '');
  return name === 'index' || LAYERS['@hookline/core']?.doors.includes(name) === true;
}

function relative(path: string, specifier: string): string | undefined {
  const target = join(dirname(path), specifier);
  const { root, isPackageSource } = locate(path);
  if (/\.[cm]?[jt]s$/.test(specifier)) return `imports '${specifier}' with an extension; leave it out`;
  if (isPackageSource && !target.startsWith(`${root}/src/`))
    return `imports '${specifier}' from outside its src; import the package by name`;
  if (/^(packages|examples)\//.test(path) && !target.startsWith(`${root}/`))
    return `imports '${specifier}' from another package; import it by name`;
  return path.startsWith(CORE) ? againstRank(path, specifier) : undefined;
}

function againstRank(path: string, specifier: string): string | undefined {
  const target = join(dirname(path), specifier);
  const own = rankOf(path);
  if (own === undefined) return undefined;
  if (isCoreDoor(target)) return `imports the door '${specifier}'; import the file that declares what you need`;
  const other = rankOf(target);
  if (other === undefined || other <= own) return undefined;
  return `(rank ${own}) imports '${specifier}' (rank ${other}); core imports its own rank or a lower one`;
}

function bare(path: string, specifier: string): string | undefined {
  const { name, isPackageSource } = locate(path);
  const layer = isPackageSource ? LAYERS[name] : undefined;
  if (isBuiltin(specifier))
    return layer?.node === false ? `imports '${specifier}'; ${name} decides, it does nothing` : undefined;
  const imported = packageOf(specifier);
  const door = specifier.slice(imported.length + 1);
  const closed = LAYERS[imported] && door !== '' && !LAYERS[imported].doors.includes(door);
  if (closed) return `imports '${specifier}', which is no door of ${imported}; import what its doors export`;
  if (!layer || layer.imports.includes(imported)) return undefined;
  return `imports '${imported}', which ${name} may not; see the table in scripts/architecture.ts`;
}

/** `@scope/name/sub/path` → `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function violationsOfManifest(manifest: Manifest, manifests: readonly Manifest[]): Violation[] {
  const { path, dependencies, peerDependencies } = manifest;
  const { name } = locate(path);
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const passedOn = peersToPassOn(manifest, manifests);
  const allowed = [...(LAYERS[name]?.imports ?? []), ...passedOn];
  return [
    ...declared
      .filter((dependency) => !allowed.includes(dependency))
      .map((dependency) => `${path}: depends on '${dependency}', which ${name} may not import`),
    ...passedOn
      .filter((peer) => !declared.includes(peer))
      .map((peer) => `${path}: lacks '${peer}', a peer of what it depends on; make it a peer of this package, too`),
  ];
}

/** Peers of the packages of ours that this one depends on: installers that are strict look for them here, not at the root. */
function peersToPassOn({ dependencies = {} }: Manifest, manifests: readonly Manifest[]): string[] {
  const used = manifests.filter(({ path }) => locate(path).name in dependencies);
  return [...new Set(used.flatMap(({ peerDependencies = {} }) => Object.keys(peerDependencies)))];
}
