import type { LoopWatch } from '@hookline/core/spi';

/** How often the thread looks at the pulse before it says that it stands still. */
export const CHECKS = 8;

/** Numbers in the shared memory: one that the event loop raises, and one that says that the thread has found it still. */
export const TURNS = 0;
export const STOOD_STILL = 1;

export const newPulse = (): SharedArrayBuffer => new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);

/**
 * Raises the number in `pulse` as long as the event loop turns, and tells when it turns again.
 * @returns stops it
 */
export function startPulse(pulse: SharedArrayBuffer, loop: LoopWatch | undefined): () => void {
  if (!loop) return () => undefined;
  const numbers = new Int32Array(pulse);
  let turnedAt = performance.now();
  const turn = () => {
    const before = turnedAt;
    turnedAt = performance.now();
    Atomics.add(numbers, TURNS, 1);
    if (Atomics.exchange(numbers, STOOD_STILL, 0) === 1) loop.turned?.(turnedAt - before);
  };
  const timer = setInterval(turn, loop.limit / CHECKS / 2);
  timer.unref();
  return () => clearInterval(timer);
}
