import { z } from 'zod';
import { InvalidDefinitionError } from '../errors/definition-errors';
import { describeValue } from '../util/describe-value';
import { parseOptions } from '../util/parse-options';

/** What `hookline.config.ts` says of a project. */
export interface ProjectConfig {
  /** The location of its runs, by which other processes find its code; default: the name in package.json. */
  readonly name?: string;
  /** The module that exports what `definitions` returns, from the folder of the config file: `./src/definitions.ts`. */
  readonly definitions: string;
  /** `sqlite:<file>`, from the folder of the config file, or `postgres://…`; default `sqlite:.hookline/hookline.db`. */
  readonly storage?: string;
}

const NAME_REMEDY = "Give a name like that of a package: 'billing' or '@acme/billing'.";
const FILE_REMEDY = "Give the path of the module that exports your definitions: './src/definitions.ts'.";
const STORAGE_REMEDY = "Give 'sqlite:' with the path of a file, or a URL of Postgres: 'sqlite:.hookline/hookline.db'.";

const OPTIONS = z.strictObject({
  name: z
    .string(NAME_REMEDY)
    .max(214, NAME_REMEDY)
    .regex(/^(@[\w.~-]+\/)?[\w.~-]+$/, NAME_REMEDY)
    .optional(),
  definitions: z.string(FILE_REMEDY).min(1, FILE_REMEDY),
  storage: z.string(STORAGE_REMEDY).optional(),
});

/**
 * The default export of `hookline.config.ts`, checked.
 * @throws InvalidDefinitionError (`HOOKLINE_BAD_NAME`, `HOOKLINE_BAD_OPTION`)
 * @example export default defineConfig({ name: 'billing', definitions: './src/definitions.ts' });
 */
export function defineConfig(options: ProjectConfig): ProjectConfig {
  const config = parseOptions(OPTIONS, options, 'defineConfig()');
  if (config.storage !== undefined) checkStorage(config.storage);
  return Object.freeze(config);
}

function checkStorage(storage: string): void {
  if (/^sqlite:./.test(storage) || /^postgres(ql)?:\/\/./.test(storage)) return;
  // A URL of whatever sort may hold a password: only its beginning is told.
  const [scheme = ''] = storage.split(':');
  const given = storage.includes(':')
    ? `a text that begins with ${describeValue(`${scheme}:`)}`
    : describeValue(storage);
  const problem = `Option 'storage' of defineConfig() is ${given}.`;
  throw new InvalidDefinitionError({ code: 'HOOKLINE_BAD_OPTION', problem, remedy: STORAGE_REMEDY });
}
