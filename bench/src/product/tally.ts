let calls = 0;
let watch: { readonly every: number; call(): void } | undefined;
let alarm: { readonly at: number; ring(): void } | undefined;

/** What every hook of the bench does: it counts its call. */
export function countHook(): void {
  calls += 1;
  if (alarm !== undefined && calls === alarm.at) alarm.ring();
  if (watch !== undefined && calls % watch.every === 0) watch.call();
}

/** The calls since it was last asked. */
export function takeTally(): number {
  const taken = calls;
  calls = 0;
  return taken;
}

/** Calls back inside the call of a hook, when that is the given one since the tally was taken. */
export function atTally(at: number, ring: () => void): void {
  alarm = { at, ring };
}

/** Calls back inside the call of every so-many-th hook. @returns stops that */
export function watchTally(every: number, call: () => void): () => void {
  watch = { every, call };
  return () => {
    watch = undefined;
  };
}
