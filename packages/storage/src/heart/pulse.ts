/** How often the thread looks at the pulse before it ends the process. */
export const CHECKS = 8;

/**
 * Raises the number in `pulse` as long as the event loop turns.
 * @returns stops it
 */
export function startPulse(pulse: SharedArrayBuffer, killAfter: number | undefined): () => void {
  if (killAfter === undefined) return () => undefined;
  const counter = new Int32Array(pulse);
  const timer = setInterval(() => Atomics.add(counter, 0, 1), killAfter / CHECKS / 2);
  timer.unref();
  return () => clearInterval(timer);
}
