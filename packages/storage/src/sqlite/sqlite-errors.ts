import { HooklineError, StoreError } from '@hookline/core';
import { messageOf } from '@hookline/core/spi';

type Spec = ConstructorParameters<typeof StoreError>[0];
type Meaning = Pick<Spec, 'code' | 'remedy'> & { readonly what: string };

const BUSY: Meaning = {
  code: 'HOOKLINE_STORE_BUSY',
  what: 'is locked by another process',
  remedy: 'Look for a process that keeps it open in a transaction: a database tool, or a copy that is being made.',
};
const CORRUPT: Meaning = {
  code: 'HOOKLINE_STORE_CORRUPT',
  what: 'is damaged',
  remedy: 'Restore the file, together with those beside it (-wal), from a backup, or move it away and begin anew.',
};
const UNREACHABLE: Meaning = {
  code: 'HOOKLINE_STORE_UNREACHABLE',
  what: 'cannot be read or written',
  remedy: 'Look at the disk, and at who may read and write the file and its folder.',
};

export const READ_ONLY_REMEDY = 'Give this user the right to write the file and its folder, or choose another path.';

/** By the code of SQLite, extended ones (`SQLITE_BUSY_SNAPSHOT`) by their beginning. */
const MEANINGS: readonly (readonly [string, Meaning])[] = [
  ['SQLITE_BUSY', BUSY],
  ['SQLITE_LOCKED', BUSY],
  [
    'SQLITE_FULL',
    {
      code: 'HOOKLINE_STORE_FULL',
      what: 'has no room left',
      remedy: 'Free some space on its disk, or prune old runs.',
    },
  ],
  [
    'SQLITE_READONLY',
    {
      code: 'HOOKLINE_STORE_READ_ONLY',
      what: 'may only be read',
      remedy: READ_ONLY_REMEDY,
    },
  ],
  ['SQLITE_CORRUPT', CORRUPT],
  [
    'SQLITE_NOTADB',
    { ...CORRUPT, what: 'is no SQLite database', remedy: 'Choose the path of another file, or move this one away.' },
  ],
  ['SQLITE_IOERR', UNREACHABLE],
  ['SQLITE_CANTOPEN', UNREACHABLE],
  ['SQLITE_PERM', UNREACHABLE],
];

const UNKNOWN: Meaning = {
  code: 'HOOKLINE_STORE_FAILED',
  what: 'refused a statement',
  remedy: 'The cause tells what it met; please report it if the file is sound.',
};

/** What libsql threw, as an error of ours that says what to do. */
export function toStoreError(error: unknown, label: string): HooklineError {
  if (error instanceof HooklineError) return error;
  const { what, code, remedy } = meaningOf(error);
  const message = messageOf(error as Error);
  return new StoreError({ code, problem: `The store ${label} ${what}: ${message}.`, remedy, cause: error });
}

/** Whether waiting helps. */
export const isBusy = (error: unknown): boolean => meaningOf(error) === BUSY;

function meaningOf(error: unknown): Meaning {
  const { code } = error as { readonly code?: unknown };
  const found = typeof code === 'string' && MEANINGS.find(([prefix]) => code.startsWith(prefix));
  if (found) return found[1];
  // libsql tells only in words that it could not open a file.
  return /unable to open/i.test((error as Error).message) ? UNREACHABLE : UNKNOWN;
}
