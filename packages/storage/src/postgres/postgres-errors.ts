import { HooklineError, StoreError } from '@hookline/core';
import { messageOf } from '@hookline/core/spi';

type Spec = ConstructorParameters<typeof StoreError>[0];
type Meaning = Pick<Spec, 'code' | 'remedy'> & { readonly what: string };

const UNREACHABLE: Meaning = {
  code: 'HOOKLINE_STORE_UNREACHABLE',
  what: 'cannot be reached',
  remedy: 'See that the server runs and that host, port, user, password and database of the address are right.',
};
const BUSY: Meaning = {
  code: 'HOOKLINE_STORE_BUSY',
  what: 'has no time for this',
  remedy: 'Look for transactions that stay open, and for more connections than the server has room for.',
};
const READ_ONLY: Meaning = {
  code: 'HOOKLINE_STORE_READ_ONLY',
  what: 'may only be read',
  remedy: 'Give the address of the primary server, and a user who may create and change tables.',
};
const CORRUPT: Meaning = {
  code: 'HOOKLINE_STORE_CORRUPT',
  what: 'is damaged',
  remedy: "Look into the server's log, and restore a backup.",
};

/** By SQLSTATE; two characters are a class of it. Those of Node's sockets begin with E. */
const MEANINGS: readonly (readonly [string, Meaning])[] = [
  ['08', UNREACHABLE],
  ['28', UNREACHABLE],
  ['3D', UNREACHABLE],
  ['57P', UNREACHABLE],
  ['40', BUSY],
  ['55P03', BUSY],
  ['53300', BUSY],
  [
    '53100',
    {
      code: 'HOOKLINE_STORE_FULL',
      what: 'has no room left',
      remedy: 'Free some space on its disk, or prune old runs.',
    },
  ],
  ['25006', READ_ONLY],
  ['42501', READ_ONLY],
  ['XX001', CORRUPT],
  ['XX002', CORRUPT],
];

const UNKNOWN: Meaning = {
  code: 'HOOKLINE_STORE_FAILED',
  what: 'refused a statement',
  remedy: 'The cause tells what it met; please report it if the server is sound.',
};

/** What the driver threw, as an error of ours that says what to do. */
export function toStoreError(error: unknown, label: string): HooklineError {
  if (error instanceof HooklineError) return error;
  const { what, code, remedy } = meaningOf(error);
  return new StoreError({ code, problem: `The store ${label} ${what}: ${textOf(error)}.`, remedy, cause: error });
}

/** Whether waiting helps: the server comes back, or the others are done. */
export function isTransient(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && /^(?:28|3D)/.test(code)) return false;
  return [UNREACHABLE, BUSY].includes(meaningOf(error));
}

/** Whether nobody knows what became of what the server was told last. */
export const isLost = (error: unknown): boolean => meaningOf(error) === UNREACHABLE;

function meaningOf(error: unknown): Meaning {
  const { code } = error as { readonly code?: unknown };
  // The driver has no code where the server hung up.
  if (typeof code !== 'string') return isOfConnection(error) ? UNREACHABLE : UNKNOWN;
  if (/^E[A-Z_]+$/.test(code)) return UNREACHABLE;
  return MEANINGS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? UNKNOWN;
}

const isOfConnection = (error: unknown): boolean =>
  error instanceof Error && /connection|timeout|terminat|client was closed/i.test(error.message);

/** Of several addresses that were tried (`localhost`) Node makes one error without words. */
function textOf(error: unknown): string {
  const message = messageOf(error as Error);
  if (message !== '' || !(error instanceof AggregateError)) return message;
  return error.errors.map((each) => messageOf(each as Error)).join('; ');
}
