import { InvalidInvocationError } from '@hookline/core';
import { describeValue } from '@hookline/core/spi';

/** Signals that ask a process to end. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT';

const KNOWN: readonly unknown[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** The reason of a run that a signal of the operating system cancelled. */
export class SignalReceived extends Error {
  override readonly name = 'SignalReceived';

  constructor(readonly signal: EndSignal) {
    super(`The process got ${signal}.`);
  }
}

/**
 * An AbortSignal that is aborted when the process gets one of these signals: `executeInProcess(job, { signal:
 * abortOnSignals() })` cancels the run and gives its ops the grace period. The same signal again ends the process at
 * once, for the handler is taken off with the first. A process that lives longer than its run takes the handlers off after
 * it: `using signal = abortOnSignals();`.
 * @param signals default SIGINT and SIGTERM
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for something other than these signals
 */
export function abortOnSignals(signals: readonly EndSignal[] = ['SIGINT', 'SIGTERM']): AbortSignal & Disposable {
  assertSignals(signals);
  const controller = new AbortController();
  const handlers = signals.map((signal) => [signal, () => abort(signal)] as const);
  const takeOff = () => {
    for (const [name, handler] of handlers) process.off(name, handler);
  };
  const abort = (signal: EndSignal) => {
    takeOff();
    controller.abort(new SignalReceived(signal));
  };
  for (const [name, handler] of handlers) process.on(name, handler);
  return Object.assign(controller.signal, { [Symbol.dispose]: takeOff });
}

function assertSignals(given: unknown): void {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  if (list.length > 0 && list.every((signal) => KNOWN.includes(signal))) return;
  const what = list.length > 0 ? `[${list.map(describeValue).join(', ')}]` : describeValue(given);
  throw new InvalidInvocationError({
    code: 'HOOKLINE_BAD_ARGUMENT',
    problem: `abortOnSignals() is given ${what}.`,
    remedy: "Give a list of signals, for example ['SIGINT', 'SIGTERM'], or nothing.",
  });
}
