import { listFiles, readText } from '../scripts/repository';

interface Manifest {
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/**
 * `npm run quickstart` compiles the packages after `npm ci --omit=dev`: what their sources need beyond their own dependencies
 * (types above all) must be a dependency of the root.
 */
describe('npm ci --omit=dev', () => {
  it('installs all that packages and examples are compiled with', () => {
    const lock = JSON.parse(readText('package-lock.json')) as Lock;
    const manifests = listFiles('.json', 'packages/*/package.json', 'examples/*/package.json');
    const needed = manifests.flatMap((path) => {
      const { devDependencies = {} } = JSON.parse(readText(path)) as Manifest;
      return Object.keys(devDependencies);
    });
    expect(needed).toContain('zod');
    expect(needed.filter((name) => lock.packages[`node_modules/${name}`]?.dev)).toEqual([]);
  });
});
