/**
 * jest's Node environment, in which a test that leaves a timer, a server or a child process behind fails. It looks after the test's own
 * `afterEach` hooks, and only at what keeps a process alive. Sockets are left out: HTTP clients keep connections open on purpose.
 */
import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';

const LEAKS = ['Timeout', 'Immediate', 'TCPServerWrap', 'ProcessWrap', 'FSEventWrap', 'Worker'];
/** What is being closed when a test ends gets this long, in milliseconds. */
const PATIENCE = 250;

export default class LeakEnvironment extends TestEnvironment {
  private before: readonly string[] = [];

  async handleTestEvent(event: Circus.AsyncEvent | Circus.SyncEvent): Promise<void> {
    if (event.name === 'test_start') this.before = openHandles();
    if (event.name !== 'test_done' || event.test.errors.length > 0) return;
    const leaked = await leakedSince(this.before);
    if (leaked.length > 0)
      event.test.errors.push(new Error(`The test left open: ${leaked.join(', ')}. Close or clear what it started.`));
  }
}

const openHandles = (): string[] => process.getActiveResourcesInfo().filter((kind) => LEAKS.includes(kind));

/** What is open beyond `before`; asked again for a moment, since closing is asynchronous. */
async function leakedSince(before: readonly string[]): Promise<string[]> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const leaked = without(openHandles(), before);
    if (leaked.length === 0 || performance.now() > end) return leaked;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function without(all: readonly string[], known: readonly string[]): string[] {
  const rest = [...all];
  for (const kind of known) {
    const at = rest.indexOf(kind);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}
