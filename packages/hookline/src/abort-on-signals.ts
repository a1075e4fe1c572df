import { holds, wrongArgument } from '@hookline/core/spi';

/** Signals that ask a process to end. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT';

const KNOWN: readonly unknown[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];
const ONE_OF = "Give one of 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'.";

/** The reason of a run that a signal of the operating system cancelled. */
export class SignalReceived extends Error {
  override readonly name = 'SignalReceived';

  /** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for something other than such a signal */
  constructor(readonly signal: EndSignal) {
    if (!KNOWN.includes(signal)) {
      throw wrongArgument({ parameter: 'signal', of: 'new SignalReceived()', given: signal, remedy: ONE_OF });
    }
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

function isList(value: unknown): value is readonly unknown[] {
  return holds(() => Array.isArray(value));
}

function assertSignals(given: unknown): void {
  const of = 'abortOnSignals()';
  if (!isList(given) || given.length === 0) {
    const remedy = "Give a list of signals, or nothing: abortOnSignals(['SIGINT', 'SIGTERM']).";
    throw wrongArgument({ parameter: 'signals', of, given, remedy });
  }
  const bad = given.findIndex((signal) => !KNOWN.includes(signal));
  if (bad === -1) return;
  throw wrongArgument({ parameter: `signals[${bad}]`, of, given: given[bad], remedy: ONE_OF });
}
