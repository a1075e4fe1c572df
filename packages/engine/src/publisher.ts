import type { RunEvent } from '@hookline/core/spi';
import { type EventLogger, isLogged } from './loggers';
import { toError } from './thrown-error';

/** Who is told of committed events. */
export interface Audience {
  readonly onEvent: ((event: RunEvent) => void) | undefined;
  /** Hands log lines to the loggers. */
  readonly log: EventLogger;
  /** Says once that a listener threw; the run goes on. */
  readonly complain: (message: string) => void;
}

/** Tells each committed event to the audience; a listener or logger that throws is told of once and asked again. */
export function createPublisher({ onEvent, log, complain }: Audience): (event: RunEvent) => void {
  let complained = false;
  const fail = (name: string, thrown: unknown) => {
    if (complained) return;
    complained = true;
    complain(`${name} threw, and further errors of listeners are not told: ${toError(thrown, name).message}`);
  };
  const guarded = (name: string, tell: (event: RunEvent) => unknown, event: RunEvent) => {
    try {
      const answer = tell(event);
      // Nobody waits for an async listener, but its rejection would end the process.
      if (answer instanceof Promise) answer.catch((thrown: unknown) => fail(name, thrown));
    } catch (thrown) {
      fail(name, thrown);
    }
  };
  return (event) => {
    if (isLogged(event)) guarded('A logger', () => log(event), event);
    if (onEvent) guarded('onEvent', onEvent, event);
  };
}
