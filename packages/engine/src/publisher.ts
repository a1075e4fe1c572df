import type { RunEvent } from '@hookline/core/spi';
import { isLogged } from './log-entry';
import type { EventLogger } from './loggers';
import { onRejection } from './on-rejection';
import { messageOf, toError } from './thrown-error';

/** Who is told of committed events. */
export interface Audience {
  readonly onEvent: ((event: RunEvent) => void) | undefined;
  /** Hands log lines to the loggers. */
  readonly log: EventLogger;
  /** Says once that a listener threw; the run goes on. */
  readonly complain: (message: string) => void;
}

/** Tells committed events to those who want to know. */
export interface Publisher {
  /** Somebody wants every event, not only those that a log shows. */
  readonly everything: boolean;
  publish(events: readonly RunEvent[]): void;
}

/** Tells the audience; a listener or logger that throws is told of once and asked again. */
export function createPublisher({ onEvent, log, complain }: Audience): Publisher {
  let complained = false;
  const fail = (name: string, thrown: unknown) => {
    if (complained) return;
    complained = true;
    complain(`${name} threw, and further errors of listeners are not told: ${messageOf(toError(thrown, name))}`);
  };
  const guarded = (name: string, tell: (event: RunEvent) => unknown, event: RunEvent) => {
    try {
      // Nobody waits for an async listener, but its rejection would end the process.
      onRejection(tell(event), (thrown) => fail(name, thrown));
    } catch (thrown) {
      fail(name, thrown);
    }
  };
  const publishOne = (event: RunEvent) => {
    if (isLogged(event)) log(event, (thrown) => fail('A logger', thrown));
    if (onEvent) guarded('onEvent', onEvent, event);
  };
  return { everything: onEvent !== undefined, publish: (events) => events.forEach(publishOne) };
}
