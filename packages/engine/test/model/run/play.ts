import { setImmediate } from 'node:timers';
import { Failure, RetryRequested } from '@hookline/core';
import type { Clock } from '@hookline/core/spi';
import type { Call } from '../reference/world';
import type { Trace } from './trace';

/** What ops throw where a plain error is enough. */
export class Boom extends Error {
  override readonly name = 'Boom';
}

/** One call of user code: what it does, and what it makes. */
export interface Play {
  readonly call: Call;
  /** Names its errors. */
  readonly name: string;
  /** How plain errors begin. */
  readonly noun: 'boom' | 'throw' | 'resource';
  /** Asked for where the call listens to it, and only there. */
  readonly signal: () => AbortSignal;
  readonly value: () => unknown;
  readonly settled: () => void;
}

/** Does what a call does, on this clock. */
export function play(clock: Clock, trace: Trace, played: Play): unknown {
  const { call } = played;
  const finish = () => {
    played.settled();
    return end(trace, played);
  };
  if (call.pause === 'sync' && call.outcome.kind !== 'hang') return finish();
  return new Promise((resolve, reject) => {
    const settle = (last: () => unknown) => {
      try {
        resolve(last());
      } catch (error) {
        reject(error);
      }
    };
    if (call.outcome.kind !== 'hang') begin(clock, call.pause, () => settle(finish));
    if (call.onAbort === 'ignore') return;
    const { onAbort } = call;
    played.signal().addEventListener('abort', () => {
      played.settled();
      settle(() => (onAbort === 'return' ? played.value() : raise(trace, played, 'throw')));
    });
  });
}

function begin(clock: Clock, pause: Call['pause'], then: () => void): void {
  if (pause === 'turn') setImmediate(then);
  else if (typeof pause === 'number') clock.setTimer(pause, then);
  else queueMicrotask(then);
}

function end(trace: Trace, played: Play): unknown {
  const { kind } = played.call.outcome;
  return kind === 'ok' || kind === 'badOutput' || kind === 'hang' ? played.value() : raise(trace, played, kind);
}

function raise(
  trace: Trace,
  { call, name, noun }: Play,
  kind: 'throw' | 'throwText' | 'failure' | 'hopeless' | 'request',
) {
  switch (kind) {
    case 'throw':
      throw noun === 'resource' ? trace.name(new Error(name), noun) : trace.name(new Boom(name), `${noun} ${name}`);
    case 'throwText': {
      const text = `throwText ${name}`;
      const thrown: unknown = trace.name(text, text);
      throw thrown;
    }
    case 'failure':
    case 'hopeless':
      throw trace.name(new Failure({ description: name, allowRetries: kind === 'failure' }), `${kind} ${name}`);
    case 'request':
      throw requested(trace, call, name);
  }
}

function requested(trace: Trace, { outcome }: Call, name: string): RetryRequested {
  if (outcome.kind !== 'request') throw new Error('No retry is asked for.');
  const { maxRetries, delay } = outcome;
  const cause = outcome.cause ? { cause: trace.name(new Boom(name), `boom cause ${name}`) } : {};
  return trace.name(new RetryRequested({ maxRetries, delay, ...cause }), `request ${name}`);
}
