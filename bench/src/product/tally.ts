let calls = 0;

/** What every hook of the bench does: it counts its call. */
export function countHook(): void {
  calls += 1;
}

/** The calls since it was last asked. */
export function takeTally(): number {
  const taken = calls;
  calls = 0;
  return taken;
}
