/** Milliseconds between two readings of a clock; 0 where it stood still, went back or could not tell. */
export function elapsed(from: number, to: number): number {
  const ms = to - from;
  return ms > 0 ? ms : 0;
}
