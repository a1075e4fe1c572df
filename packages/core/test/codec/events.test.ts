import fc from 'fast-check';
import {
  decodeEvent,
  decodeHookLog,
  encodeEvent,
  encodeHookLog,
  type HookLogEvent,
} from '../../src/codec/encode-event';
import { RestoredError } from '../../src/errors/restored-error';
import type { StoredOutput, StreamEvent } from '../../src/events/run-event';
import { createPlan } from '../../src/plan/create-plan';
import { foldRun } from '../../src/state/reduce-run';
import { randomJob } from '../plan/random-job';
import { simulateRun } from '../state/simulate-run';

const redact = (text: string) => text.replaceAll('hunter22', '•••');
const options = { epoch: 3, redact };
const head = { runId: 'r', seq: 7, at: 1_000 };
const step = { ...head, stepKey: 'a', attempt: 2 };
const error = new TypeError('boom');
const roundTrip = (event: StreamEvent) => decodeEvent(encodeEvent(event, options));

const EVENTS: readonly StreamEvent[] = [
  { ...head, type: 'run.created', jobName: 'j' },
  { ...head, type: 'run.queued' },
  { ...head, type: 'run.started' },
  { ...head, type: 'run.recovered', reason: 'process p died' },
  { ...head, type: 'run.succeeded' },
  { ...head, type: 'run.failed', error },
  { ...head, type: 'run.cancelled', error },
  { ...step, type: 'step.started' },
  { ...step, type: 'step.output', output: 'result' },
  { ...step, type: 'step.output', output: 'result', keys: ['x', '__proto__'], stored: { kind: 'inline', text: '[1]' } },
  { ...step, type: 'step.progress', done: 1, total: Number.POSITIVE_INFINITY },
  { ...step, type: 'step.retrying', error, failureKind: 'io', delay: 5, metadata: { rows: 1 } },
  { ...step, type: 'step.succeeded', duration: 1.25, metadata: { rows: [1, { $: 'x' }] } },
  { ...step, type: 'step.failed', error, failureKind: 'timeout' },
  { ...step, type: 'step.skipped', reason: 'absent' },
  { ...step, type: 'step.notExecuted', reason: 'upstream' },
  { ...step, type: 'step.cancelled', wasRunning: true, metadata: {} },
  { ...head, type: 'resource.opened', key: 'db' },
  { ...head, type: 'resource.closed', key: 'db' },
  { ...head, type: 'resource.failed', key: 'db', phase: 'open', error },
  { ...head, stepKey: 'a', type: 'log', level: 'warn', message: 'hello', data: { when: new Date(0), n: undefined } },
];

/** Live errors in the form that they have after a store. */
const restored = (event: StreamEvent) => ({
  ...event,
  ...('error' in event && { error: expect.any(RestoredError) as unknown }),
});

describe('the row of an event', () => {
  it.each(EVENTS.map((event) => [event.type, event] as const))('gives %s back', (_, event) => {
    expect(roundTrip(event)).toStrictEqual(restored(event));
    expect(encodeEvent(event, options)).toMatchObject({
      runId: 'r',
      seq: 7,
      epoch: 3,
      type: event.type,
      stepKey: event.stepKey,
      attempt: 'attempt' in event ? 2 : 0,
      at: 1_000,
    });
  });

  it('is tiny where there is nothing beyond the head', () => {
    const bare = EVENTS.filter((event) => encodeEvent(event, options).data === '').map(({ type }) => type);
    expect(bare).toEqual(['run.queued', 'run.started', 'run.succeeded', 'step.started']);
  });

  it('redacts what is shown, and leaves names and values as they are', () => {
    const secret = 'hunter22';
    const lost: StoredOutput = { kind: 'lost', reason: `contains ${secret}`, preview: secret };
    const shown: readonly StreamEvent[] = [
      { ...head, type: 'run.failed', error: new Error(secret) },
      { ...step, type: 'step.output', output: 'result', stored: lost },
      { ...step, type: 'step.succeeded', duration: 1, metadata: { [secret]: secret } },
      { ...head, type: 'log', level: 'info', message: secret, data: { a: [secret], e: new Error(secret) } },
    ];
    for (const event of shown) expect(encodeEvent(event, options).data).not.toContain(secret);
    const stored: StoredOutput = { kind: 'inline', text: `"${secret}"` };
    const event: StreamEvent = { ...step, type: 'step.output', output: secret, keys: [secret], stored };
    expect(roundTrip(event)).toEqual(event);
  });

  it('takes any data of a log line', () => {
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.anything()), (message, data) => {
        const event: StreamEvent = { ...head, type: 'log', level: 'info', message, data };
        expect(roundTrip(event)).toEqual({ ...event, message: redact(message) });
      }),
    );
  });

  it('is refused where it cannot be read', () => {
    const row = encodeEvent(EVENTS[0] as StreamEvent, options);
    expect(() => decodeEvent({ ...row, data: '{' })).toThrow(
      "The data of a stored event 'run.created' cannot be read.",
    );
  });

  it('folds to the state of the live events, with restored errors', () => {
    fc.assert(
      fc.property(randomJob, fc.array(fc.nat(63), { minLength: 1 }), (job, choices) => {
        const plan = createPlan(job);
        const { events } = simulateRun(plan, choices);
        const read = events.map((event) => roundTrip(event));
        const { steps } = plan.snapshot;
        // Errors are equal for `toEqual` when their names and messages are.
        expect(foldRun(read, steps)).toEqual(foldRun(events, steps));
        expect(read.flatMap((event) => ('error' in event ? [event.error] : []))).toEqual(
          events.flatMap((event) => ('error' in event ? [expect.any(RestoredError) as unknown] : [])),
        );
      }),
    );
  });
});

describe('the row of what a hook logs', () => {
  const log: HookLogEvent = {
    runId: 'r',
    at: 5,
    type: 'log',
    level: 'info',
    message: 'hi',
    hookName: 'h',
    stepKey: 'a',
  };
  const opened: HookLogEvent = { runId: 'r', at: 5, type: 'resource.opened', key: 'db' };

  it('gives the event back', () => {
    for (const event of [log, opened]) expect(decodeHookLog(encodeHookLog(event, redact))).toStrictEqual(event);
    const failed: HookLogEvent = { runId: 'r', at: 5, type: 'resource.failed', key: 'db', phase: 'open', error };
    expect(decodeHookLog(encodeHookLog(failed, redact))).toEqual({
      ...failed,
      error: expect.any(RestoredError) as unknown,
    });
    expect(encodeHookLog({ ...log, message: 'hunter22' }, redact)).toMatchObject({
      hook: 'h',
      stepKey: 'a',
      type: 'log',
    });
    expect(encodeHookLog({ ...log, message: 'hunter22' }, redact).data).not.toContain('hunter22');
  });
});
