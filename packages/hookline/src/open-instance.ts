import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { type Duration, InvalidInvocationError } from '@hookline/core';
import {
  describeValue,
  holds,
  isPlainObject,
  readEntries,
  suggestName,
  toMilliseconds,
  wrongArgument,
} from '@hookline/core/spi';
import type { Instance } from '@hookline/daemon';
import { systemClock } from '@hookline/engine';
import { processPorts } from './process-ports';

/** Options of {@link openInstance}. */
export interface OpenInstanceOptions {
  /**
   * What a commit survives: `power` (default), also a loss of power; `relaxed`, the death of the process only, and dependent
   * ops start without waiting for the disk.
   */
  readonly durability?: 'power' | 'relaxed';
  /** How long the store may refuse before the runs of this process are given up; default 30 s. */
  readonly storeGrace?: Duration;
  /** Where the code of the jobs is found: processes of one name serve each other. Default: the name in package.json. */
  readonly name?: string;
  /** Processes of one environment serve each other. Default: HOOKLINE_ENV, else `local@` and the name of the machine. */
  readonly environment?: string;
}

/** Where runs are stored unless told otherwise. */
const DEFAULT_STORAGE = 'sqlite:.hookline/hookline.db';

/**
 * Opens a store for this process: runs that it executes on it, and the hooks that they owe, outlive the process. It also
 * delivers hooks that other processes of the same name and environment left, as far as it has their code.
 * @param storage `sqlite:` with the path of a file, which is made, or the URL of a Postgres
 * @throws StoreError (`HOOKLINE_STORE_…`) where it cannot be opened
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a wrong argument
 * @example
 * await using instance = await openInstance('sqlite:.hookline/hookline.db');
 * await executeInProcess(job, { instance });
 */
export async function openInstance(
  storage: string = DEFAULT_STORAGE,
  options: OpenInstanceOptions = {},
): Promise<Instance> {
  checkOptions(storage, options);
  const { durability = 'power', storeGrace = '30s' } = options;
  const { openStore, createInstance } = loadStorage();
  return createInstance({
    ...processPorts,
    store: await openStore(storage, { durability }),
    location: options.name ?? (await packageName()),
    environment: options.environment ?? process.env['HOOKLINE_ENV'] ?? `local@${hostname()}`,
    role: 'embedded',
    storeGrace: toMilliseconds(storeGrace, "Option 'storeGrace' of openInstance()"),
    clock: systemClock,
    say: (line) => void process.stderr.write(`${line}\n`),
  });
}

/**
 * Loaded when they are needed: most programs that import hookline store nothing. By `require`, for jest refuses `import()`
 * in CommonJS.
 */
function loadStorage() {
  /* eslint-disable @typescript-eslint/no-require-imports -- see above */
  const { openStore } = require('@hookline/storage') as typeof import('@hookline/storage');
  const { createInstance } = require('@hookline/daemon') as typeof import('@hookline/daemon');
  /* eslint-enable @typescript-eslint/no-require-imports */
  return { openStore, createInstance };
}

/** The name in the nearest package.json above the working directory. */
async function packageName(): Promise<string> {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const name = await readName(join(folder, 'package.json'));
    if (name !== undefined) return name;
    if (dirname(folder) === folder) return 'unnamed';
  }
}

async function readName(path: string): Promise<string | undefined> {
  try {
    const { name } = JSON.parse(await readFile(path, 'utf8')) as { readonly name?: unknown };
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined; // there is none, or it is none of npm's: the next one above counts
  }
}

const TEXT = { fits: (value: unknown) => typeof value === 'string' && value !== '', remedy: 'Give a text.' };

const CHECKS: Readonly<Record<keyof OpenInstanceOptions, { fits: (value: unknown) => boolean; remedy: string }>> = {
  durability: { fits: (value) => value === 'power' || value === 'relaxed', remedy: "Give 'power' or 'relaxed'." },
  storeGrace: { fits: isDuration, remedy: "Give milliseconds (finite, at least 0) or a text like '30s'." },
  name: TEXT,
  environment: TEXT,
};

const ADDRESS = /^(sqlite|postgres|postgresql):./s;
/** It is not shown, however wrong the address is. */
const PASSWORD = /(:\/\/[^/@:]*):[^@]*@/;

function checkOptions(storage: unknown, options: unknown): void {
  const of = 'openInstance()';
  if (typeof storage !== 'string' || !ADDRESS.test(storage)) {
    const remedy =
      "Give the address of a store: 'sqlite:.hookline/hookline.db', or 'postgres://user:password@host/database'.";
    const given = typeof storage === 'string' ? storage.replace(PASSWORD, '$1:***@') : storage;
    throw wrongArgument({ parameter: 'storage', of, given, remedy });
  }
  if (!isPlainObject(options)) {
    const remedy = "Give a plain object, or nothing: openInstance(storage, { durability: 'relaxed' }).";
    throw wrongArgument({ parameter: 'options', of, given: options, remedy });
  }
  const entries = readEntries(options);
  if (!entries)
    throw badOption('The options of openInstance() cannot be read: a getter in them throws.', 'Give plain values.');
  for (const [name, value] of entries) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof OpenInstanceOptions] : undefined;
    const option = `Option '${name}' of openInstance()`;
    if (!check) throw badOption(`${option} does not exist.`, suggestName(name, Object.keys(CHECKS)));
    if (value === undefined || holds(() => check.fits(value))) continue;
    throw badOption(`${option} is ${describeValue(value)}.`, check.remedy);
  }
}

function badOption(problem: string, remedy: string): InvalidInvocationError {
  return new InvalidInvocationError({ code: 'HOOKLINE_BAD_ARGUMENT', problem, remedy });
}

function isDuration(value: unknown): boolean {
  return toMilliseconds(value, 'The option') >= 0;
}
