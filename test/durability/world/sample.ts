import type { Fault } from '../program/protocol';

/** Numbers in [0, 1) that a seed fixes (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` of them, one at a random place of each of as many equal parts of the list. */
export function spread<T>(all: readonly T[], count: number, random: () => number): readonly T[] {
  if (count >= all.length) return all;
  const part = all.length / count;
  return Array.from({ length: count }, (_, index) => all[Math.floor((index + random()) * part)] as T);
}

/** `store commit before#3` → the fault that kills there. */
export function killAt(point: string): Fault {
  const [name, nth] = point.split('#');
  return { point: name as string, nth: Number(nth), action: 'kill' };
}
