import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExecutor, EXECUTE, memorySink, systemClock } from '@hookline/engine';
import * as hookline from 'hookline';
import { type Entry, entry } from '../entry';
import { JOB, job } from '../fixtures';
import { COUNT, DURATION, FLAG, FUNCTION, form, NUMBER, optional, optionals, options, RECORD, TAGS } from '../form';

const FOLDER = mkdtempSync(join(tmpdir(), 'hookline-'));
const SIGNAL = form(() => new AbortController().signal);
const CLOCK = form(() => systemClock);

/** It executes nothing: what it is given has been checked before. */
const INSTANCE = { [EXECUTE]: () => Promise.resolve() };

const EXECUTE_OPTIONS = options(
  optionals({
    runConfig: RECORD,
    // A key that the job does not have is told in a warning: configs of several jobs share their mocks.
    resources: form(() => ({}), 'empty object', 'object without prototype', 'object with an unknown key'),
    inputs: RECORD,
    opSelection: form(() => ['load']),
    tags: TAGS,
    runId: form(() => 'run-1', 'word'),
    signal: SIGNAL,
    gracePeriod: DURATION,
    hookWait: DURATION,
    maxConcurrent: COUNT,
    onEvent: FUNCTION,
    clock: CLOCK,
    instance: form(() => INSTANCE),
    resume: form(() => 'fail'),
    raiseOnError: FLAG,
  }),
);

const PORTS = options({
  clock: CLOCK,
  sink: form(() => memorySink),
  instance: optional(form(() => ({ watch: () => undefined, unwatch: () => undefined }))),
  random: FUNCTION,
  newRunId: FUNCTION,
  env: FUNCTION,
  consoleLogger: FUNCTION,
  watchIdle: optional(FUNCTION),
  storeGrace: form(() => 30_000, 'zero', 'one', 'fraction'),
});

function abortOnSignals(signals?: hookline.EndSignal[]): void {
  hookline.abortOnSignals(signals)[Symbol.dispose]();
}

/** Opens an instance on a file of its own, and closes it. */
async function openInstance(storage: never, options: never): Promise<void> {
  await using _ = await hookline.openInstance(storage, options);
}

const INSTANCE_OPTIONS = options(
  optionals({
    durability: form(() => 'relaxed'),
    storeGrace: DURATION,
    name: form(() => 'shop', 'word', 'sentence', 'long text'),
    environment: form(() => 'test', 'word', 'sentence', 'long text'),
  }),
);

type Method = (...args: readonly unknown[]) => unknown;

/** A method of the result of a run. */
function ofResult(name: 'outputFor' | 'eventsFor', parameters: Entry['parameters']): Entry {
  const call = async (...args: readonly unknown[]) => {
    const result = await hookline.executeInProcess(job, { runId: 'run-1' });
    return (result[name] as Method)(...args);
  };
  return { name: `result.${name}`, of: 'executeInProcess', parameters, call, place: /result|Run/ };
}

/** A function of the context of an op. */
function ofContext(name: 'addOutputMetadata' | 'progress', parameters: Entry['parameters']): Entry {
  const call = async (...args: readonly unknown[]) => {
    class Calls {
      op(context: hookline.OpContext): void {
        (context[name] as Method)(...args);
      }
      body(this: hookline.Wired<Calls>): void {
        this.op();
      }
    }
    const at = (key: string) => Object.getOwnPropertyDescriptor(Calls.prototype, key) as never;
    hookline.Op()(Calls.prototype as never, 'op' as never, at('op'));
    hookline.Job()(Calls.prototype as never, 'body' as never, at('body'));
    await hookline.executeInProcess(hookline.defineJob(Calls, 'body'));
  };
  return { name: `context.${name}`, of: 'Op', parameters, call, place: new RegExp(`context\\.${name}`) };
}

const STEP = form(() => 'load', 'word');
const METADATA = form(() => ({ rows: 1 }), 'empty object', 'object without prototype', 'object with an unknown key');

export const EXECUTION: readonly Entry[] = [
  entry('executeInProcess', { job: JOB, options: optional(EXECUTE_OPTIONS) }, hookline.executeInProcess),
  entry('createExecutor', { ports: PORTS }, createExecutor),
  entry(
    'openInstance',
    { storage: optional(form(() => `sqlite:${join(FOLDER, 'hookline.db')}`)), options: optional(INSTANCE_OPTIONS) },
    openInstance,
  ),
  // A text is the path of a file: what is wrong with that is told by the tests of loadRunConfig.
  entry(
    'loadRunConfig',
    { path: form(() => join(__dirname, '../empty.yaml'), 'word', 'sentence', 'long text') },
    hookline.loadRunConfig,
  ),
  entry('abortOnSignals', { signals: optional(form(() => ['SIGINT'])) }, abortOnSignals),
  entry('SignalReceived', { signal: form(() => 'SIGINT') }, (signal: never) => new hookline.SignalReceived(signal)),
  ofResult('outputFor', { step: STEP, output: optional(form(() => 'result')) }),
  ofResult('eventsFor', { step: STEP }),
  ofContext('addOutputMetadata', { metadata: METADATA }),
  ofContext('progress', { done: NUMBER, total: NUMBER }),
];
