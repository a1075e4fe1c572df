import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Gauge } from './contestant';

const SCRIPT = join(__dirname, '../measure/timed-import.js');

/** ms that a fresh process takes to load modules. */
export function coldImport(...modules: readonly string[]): Gauge {
  const read = () => Number(execFileSync(process.execPath, [SCRIPT, ...modules], { encoding: 'utf8' }));
  return { kind: 'gauge', read };
}

/** What `hookline` loads that is not ours, by path: each of the packages brings its own. */
export function dependencies(): readonly string[] {
  const from = (owner: string, name: string) =>
    require.resolve(name, { paths: [dirname(require.resolve(`${owner}/package.json`))] });
  return [
    from('hookline', 'reflect-metadata'),
    from('hookline', 'tsyringe'),
    from('hookline', 'zod'),
    from('@hookline/core', 'js-yaml'),
  ];
}
