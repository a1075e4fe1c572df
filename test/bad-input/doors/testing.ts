import type { FakeClock } from 'hookline/testing';
import * as testing from 'hookline/testing';
import { type Entry, entry } from '../entry';
import { HOOK, RESOURCES } from '../fixtures';
import { ANYTHING, DURATION, type Form, FUNCTION, form, optional, optionals, options } from '../form';

// The values of a context are the test's own; only their names are checked.
const fields = (...names: readonly string[]): Form =>
  options(
    optionals({
      ...Object.fromEntries(names.map((name) => [name, ANYTHING])),
      resources: form(() => ({ db: 1 }), 'empty object', 'object without prototype'),
      op: form(() => ({ name: 'load' }), 'empty object', 'object without prototype'),
      ...(names.includes('hookDef') && {
        hookDef: form(() => ({ name: 'n' }), 'empty object', 'object without prototype'),
      }),
    }),
  );

const RUN = ['jobName', 'runId', 'log', 'runTags', 'signal', 'redact'];
const STEP = ['stepKey', 'attempt', 'opConfig'];
const HOOK_FIELDS = fields(
  ...['hookDef', 'requiredResourceKeys', 'startedAt', 'endedAt', ...RUN, ...STEP],
  ...['opException', 'opInputValues', 'opOutputValues', 'opOutputMetadata', 'failureKind'],
  ...['deliveryId', 'deliveryAttempt', 'triggeredAt', 'isReplay', 'runUrl'],
);
const OP_FIELDS = options({
  ...fields(...RUN, ...STEP, 'idempotencyKey', 'addOutputMetadata', 'progress').options,
  resources: optional(
    form(() => ({ db: 1 }), 'empty object', 'object without prototype', 'object with an unknown key'),
  ),
});
const CONFIG = optional(options({}));
const HOOK_OR_FIELDS: Form = { ...HOOK, takes: ['empty object', 'object without prototype'], options: {} };

async function open(hook: never, given: never): Promise<void> {
  await using _context = (await testing.openHookContext(hook, given)) as AsyncDisposable;
}

async function build(definitions: never, config: never): Promise<void> {
  await using _resources = (await testing.buildResources(definitions, config)) as AsyncDisposable;
}

function ofClock(name: keyof FakeClock, parameters: Entry['parameters']): Entry {
  const call = (...args: readonly unknown[]) => {
    const clock = testing.fakeClock();
    return (clock[name] as (...args: readonly unknown[]) => unknown).apply(clock, [...args]);
  };
  return { name: `fakeClock().${name}`, of: 'fakeClock', parameters, call, place: /fake clock/ };
}

export const TESTING: readonly Entry[] = [
  entry('buildHookContext', { hook: HOOK_OR_FIELDS, fields: optional(HOOK_FIELDS) }, testing.buildHookContext),
  entry('buildOpContext', { fields: optional(OP_FIELDS) }, testing.buildOpContext),
  entry('buildResources', { definitions: RESOURCES, config: CONFIG }, build),
  entry('openHookContext', { hook: HOOK, fields: optional(HOOK_FIELDS) }, open),
  entry('withHookContext', { hook: HOOK, fields: HOOK_FIELDS, fn: FUNCTION }, testing.withHookContext),
  entry(
    'fakeClock',
    { options: optional(options({ start: optional(form(() => 0, 'zero', 'one', 'negative', 'fraction', 'Date')) })) },
    testing.fakeClock,
  ),
  ofClock('advance', { by: DURATION }),
  ofClock('setTimer', { ms: form(() => 1, 'zero', 'one', 'fraction'), run: FUNCTION }),
];
