/**
 * Packs every publishable package as npm would and checks the tarballs: publint for package.json, attw for the types as each kind of
 * importer sees them. Both by their APIs: their commands cost seconds per package.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemKindInfo } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root } from './ensure-installed.mjs';

function pack(destination) {
  const args = ['pack', '--workspace', 'packages', '--json', '--pack-destination', destination, '--ignore-scripts'];
  const cli = process.env.npm_execpath;
  const [command, all] = cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args];
  const output = execFileSync(command, all, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return Object.values(JSON.parse(output));
}

async function problemsOf({ name, filename, files }, folder) {
  const tarball = readFileSync(join(folder, filename));
  const data = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true });
  const types = await checkPackage(createPackageFromTarballData(tarball));
  const wrong = types.problems ?? [];
  return [
    ...messages.map((message) => formatMessage(message, pkg, { color: false })),
    ...wrong.map(
      (problem) =>
        `${problemKindInfo[problem.kind].title}: ${problem.entrypoint ?? ''} (${problem.resolutionKind ?? ''})`,
    ),
    ...(files.some(({ path }) => path.endsWith('.tsbuildinfo')) ? ['the tarball holds a .tsbuildinfo'] : []),
  ].map((text) => `${name}: ${text}`);
}

/** The files that a door's JavaScript loads from its own package, and what it loads from elsewhere. */
function requiredBy(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  const specifiers = [...readFileSync(file, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(
    ([, specifier]) => specifier,
  );
  const inner = specifiers.filter((specifier) => specifier.startsWith('.'));
  const outer = specifiers.filter((specifier) => !specifier.startsWith('.'));
  return [...outer, ...inner.flatMap((specifier) => requiredBy(createRequire(file).resolve(specifier), seen))];
}

/** The web page loads events and state: they may pull in neither Node nor the YAML parser. */
function problemsOfBrowserDoors() {
  return ['events', 'state'].flatMap((door) =>
    requiredBy(join(root, `packages/core/dist/${door}.js`))
      .filter((specifier) => isBuiltin(specifier) || specifier === 'js-yaml')
      .map((specifier) => `@hookline/core/${door}: loads '${specifier}', which is not for the browser`),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'hookline-pack-'));
try {
  const packed = pack(folder);
  const problems = [
    ...(await Promise.all(packed.map((one) => problemsOf(one, folder)))).flat(),
    ...problemsOfBrowserDoors(),
  ];
  for (const problem of problems) console.log(problem);
  console.log(`${packed.length} packages packed, ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
