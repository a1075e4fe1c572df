/** `docs/reference/errors.md`, made of the catalogue that the code throws from. */
import { ERROR_CATALOGUE, type ErrorCode } from '../packages/core/src/errors/catalogue';

/** The page, from the root. */
export const ERRORS_PAGE = 'docs/reference/errors.md';

const DEFINITION = 'Classes, jobs and definitions';
const CALL = 'Calls';
const CONFIG = 'Run config';
const RUN = 'While a run goes on';
const COMMAND = 'On the command line';
const STORE = 'Stores';
const OWN = 'Our own defects';

/** When the errors of each section come up. */
const SECTIONS: Readonly<Record<string, string>> = {
  [DEFINITION]: 'Thrown when a class is decorated, a job is defined or `definitions` binds it: before anything runs.',
  [CALL]: 'Thrown by the function that was called.',
  [CONFIG]: 'Thrown by `loadRunConfig` and `executeInProcess`, before there is a run.',
  [RUN]: 'Errors of steps, hooks, resources and runs; `executeInProcess` throws them after the hooks.',
  [COMMAND]: 'Printed by the command `hookline`, which then ends with exit code 2.',
  [STORE]:
    'Thrown where a store is opened, and by what is asked of it. Commits are offered again until storeGrace is over.',
  [OWN]: 'Please report it.',
};

interface Place {
  readonly section: string;
  readonly thrownAs: string;
}

const place = (section: string, ...classes: readonly string[]): Place => ({ section, thrownAs: classes.join(', ') });
const definition = place(DEFINITION, 'InvalidDefinitionError');
const store = place(STORE, 'StoreError');
const call = place(CALL, 'InvalidInvocationError');

/** A code without a place does not compile. */
const PLACES: Readonly<Record<ErrorCode, Place>> = {
  HOOKLINE_BAD_NAME: definition,
  HOOKLINE_DUPLICATE_NAME: definition,
  HOOKLINE_BAD_DECORATION: definition,
  HOOKLINE_BAD_OPTION: definition,
  HOOKLINE_BAD_HOOK: place(DEFINITION, 'InvalidDefinitionError', 'InvalidInvocationError'),
  HOOKLINE_BAD_BODY: definition,
  HOOKLINE_BAD_INPUT: definition,
  HOOKLINE_BAD_HANDLE: definition,
  HOOKLINE_GRAPH_RECURSION: definition,
  HOOKLINE_NOT_INVOKED: definition,
  HOOKLINE_MISSING_RESOURCE: definition,
  HOOKLINE_BAD_RESOURCE: definition,
  HOOKLINE_RESOURCE_CYCLE: definition,
  HOOKLINE_UNKNOWN_JOB: call,
  HOOKLINE_INVALID_CONFIG: place(CONFIG, 'InvalidConfigError'),
  HOOKLINE_BAD_ARGUMENT: place(CALL, 'InvalidInvocationError', 'InvalidDefinitionError'),
  HOOKLINE_JOB_CHANGED: call,
  HOOKLINE_BAD_SELECTION: call,
  HOOKLINE_UNKNOWN_STEP: call,
  HOOKLINE_UNSET_FIELD: call,
  HOOKLINE_UNKNOWN_RESOURCE: place(RUN, 'UnknownResourceError'),
  HOOKLINE_INVALID_OUTPUT: place(RUN, 'InvalidOutputError'),
  HOOKLINE_NON_ERROR_THROWN: place(RUN, 'NonErrorThrown'),
  HOOKLINE_OP_TIMEOUT: place(RUN, 'OpTimeoutError'),
  HOOKLINE_HOOK_TIMEOUT: place(RUN, 'HookTimeoutError'),
  HOOKLINE_HOOK_STOPPED: place(RUN, 'HookStoppedError'),
  HOOKLINE_STALLED: place(RUN, 'StalledError'),
  HOOKLINE_RESOURCE_TIMEOUT: place(RUN, 'ResourceTimeoutError'),
  HOOKLINE_LOGGER_TIMEOUT: place(CALL, 'LoggerTimeoutError'),
  HOOKLINE_RUN_TIMEOUT: place(RUN, 'RunTimeoutError'),
  HOOKLINE_CANCELLED: place(RUN, 'RunCancelledError'),
  HOOKLINE_STORE_UNAVAILABLE: place(RUN, 'StoreUnavailableError'),
  HOOKLINE_STORE_ADDRESS: store,
  HOOKLINE_STORE_UNREACHABLE: store,
  HOOKLINE_STORE_BUSY: store,
  HOOKLINE_STORE_FULL: store,
  HOOKLINE_STORE_READ_ONLY: store,
  HOOKLINE_STORE_CORRUPT: store,
  HOOKLINE_STORE_SCHEMA: store,
  HOOKLINE_STORE_FAILED: store,
  HOOKLINE_STORE_CLOSED: store,
  HOOKLINE_RUN_NOT_FOUND: place(CALL, 'RunNotFoundError'),
  HOOKLINE_FENCED: place(RUN, 'FencedError'),
  HOOKLINE_CRASH: place(RUN, 'CrashError'),
  HOOKLINE_IO: place(RUN, 'IoError'),
  HOOKLINE_FAILURE: place(RUN, 'Failure'),
  HOOKLINE_RETRY_REQUESTED: place(RUN, 'RetryRequested'),
  HOOKLINE_USAGE: place(COMMAND, 'CommandError'),
  HOOKLINE_BAD_PROJECT: place(COMMAND, 'CommandError'),
  HOOKLINE_INVARIANT: place(OWN, 'InvariantError'),
};

const HEAD = `# Errors

<!-- Made by \`npm run docs:snippets\` from packages/core/src/errors/catalogue.ts: change that. -->

Every error of ours has a \`code\`. Its \`message\` says what is wrong, where, and what to do; \`cause\` has the error behind it, if there
is one. Codes are stable. Match on them and not on classes: two copies of a package in one process have two classes of one name.

\`\`\`ts
const hasCode = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
\`\`\`

Errors that your own ops throw are never wrapped: hooks and callers get the very object. Read back from a store, an error is a \`RestoredError\` with name, message,
stack, causes, \`code\` and plain properties of the original; \`isError(error, HttpError)\` is true for both.
`;

/** The Markdown of the page. */
export function errorsPage(): string {
  return [HEAD, ...Object.entries(SECTIONS).map(sectionText)].join('\n');
}

function sectionText([title, when]: readonly [string, string]): string {
  const codes = (Object.keys(ERROR_CATALOGUE) as ErrorCode[]).filter((code) => PLACES[code].section === title);
  const rows = codes.map((code) => `| \`${code}\` | ${PLACES[code].thrownAs} | ${ERROR_CATALOGUE[code]} |`);
  return [`## ${title}`, '', when, '', '| code | class | what it means |', '|---|---|---|', ...rows, ''].join('\n');
}
