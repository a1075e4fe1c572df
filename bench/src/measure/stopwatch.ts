import { readFileSync } from 'node:fs';

/**
 * Starts to measure; gives the ms since then without those in which the process was ready to run but had no CPU, so that
 * other work on the machine does not count. Waiting for timers does. Where the system (not Linux) doesn't tell, it is all time.
 */
export function startStopwatch(): () => number {
  const [start, waited] = [performance.now(), waitedForCpu()];
  return () => performance.now() - start - (waitedForCpu() - waited);
}

/** ms that the main thread has been ready to run but had no CPU; 0 where the system doesn't tell. */
export function waitedForCpu(): number {
  try {
    const [, nanoseconds] = readFileSync('/proc/self/schedstat', 'latin1').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return 0;
  }
}
