import * as door from '@hookline/core';
import type { Entry } from '../entry';
import { ANYTHING, form, KEYS, NUMBER, optional, TEXT } from '../form';

/** Looked into by name. */
const core = { ...door };

const SPEC = form(() => ({ code: 'HOOKLINE_IO', problem: 'It is so.', remedy: 'Do this.' }));

/** A class of errors that a store or an adapter may make, too. */
function made(name: keyof typeof core, parameters: Entry['parameters']): Entry {
  const Made = core[name] as unknown as new (...args: readonly unknown[]) => Error;
  return { name: `new ${name}`, of: name, parameters, call: (...args) => new Made(...args) };
}

export const ERRORS: readonly Entry[] = [
  ...(
    [
      'HooklineError',
      'InvalidDefinitionError',
      'InvalidInvocationError',
      'InvalidOutputError',
      'StoreError',
      'UnknownResourceError',
    ] as const
  ).map((name) => made(name, { spec: SPEC })),
  made('InvalidConfigError', { spec: { ...form(() => ({ report: 'r', errors: [] })), options: {} } }),
  made('InvariantError', { problem: TEXT, cause: ANYTHING }),
  made('HookStoppedError', { hookName: TEXT, limit: NUMBER }),
  made('HookTimeoutError', { hookName: TEXT, timeout: NUMBER }),
  made('OpTimeoutError', { stepKey: TEXT, timeout: NUMBER }),
  made('LoggerTimeoutError', { name: TEXT, timeout: NUMBER }),
  made('RunTimeoutError', { jobName: TEXT, timeout: NUMBER }),
  made('ResourceTimeoutError', { spec: { ...form(() => ({ key: 'db', phase: 'open', timeout: 1 })), options: {} } }),
  made('RunCancelledError', { jobName: TEXT, reason: ANYTHING }),
  made('StoreUnavailableError', { grace: NUMBER, cause: ANYTHING }),
  made('StalledError', { stepKeys: form(() => ['load'], 'empty list', 'list of words') }),
  made('RunNotFoundError', { runId: TEXT, candidates: optional(KEYS) }),
  made('FencedError', { runId: TEXT }),
  made('CrashError', { spec: { ...form(() => ({ process: 'pid 1', reason: 'gone' })), options: {} } }),
  made('RestoredError', {
    spec: { ...form(() => ({ name: 'E', classes: ['E', 'Error'], message: 'm', stack: 's' })), options: {} },
  }),
  made('IoError', { problem: TEXT, cause: ANYTHING }),
  made('NonErrorThrown', { thrown: ANYTHING, place: TEXT }),
];
