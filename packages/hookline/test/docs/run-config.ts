// Samples of docs/concepts/run-config.md.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  defineLogger,
  definitions,
  executeInProcess,
  loadRunConfig,
  runConfigSchema,
  scaffoldRunConfig,
} from 'hookline';
import { z } from 'zod';
import { Nightly } from './nightly';

// #region logger
const memoryLogger = (lines: string[]) =>
  defineLogger({
    config: z.object({ prefix: z.string().default('') }),
    create: ({ config }) => {
      const write = (message: string) => void lines.push(config.prefix + message);
      return { debug: () => undefined, info: write, warn: write, error: write };
    },
  });
// #endregion

export const lines: string[] = [];
export const defs = definitions({ jobs: [Nightly], loggers: { memory: memoryLogger(lines) } });

export async function executeWithOverrides() {
  // #region merge
  const prod = await loadRunConfig(join(__dirname, 'prod.yaml'));
  const runConfig = { ...prod, tags: { ...prod.tags, requestedBy: 'anna' } };
  return executeInProcess(defs.job('nightly'), { runConfig });
  // #endregion
}

export async function writeForEditors(folder: string) {
  // #region editor
  const job = defs.job('nightly');
  await writeFile(join(folder, 'nightly.schema.json'), JSON.stringify(runConfigSchema(job), null, 2));
  await writeFile(join(folder, 'nightly.yaml'), scaffoldRunConfig(job));
  // #endregion
}
