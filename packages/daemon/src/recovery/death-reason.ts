import type { DeadProcess } from '../processes/liveness';

/**
 * Which process died and how that was seen: `its process (pid 4711 on host web1, daemon) is gone`.
 * @param now ms since 1970, by the clock of the observer
 */
export function deathReason({ row, silence }: DeadProcess, now: number): string {
  const process = `its process (pid ${row.pid} on host ${row.host.split('/')[0]}, ${row.role})`;
  // The word is what D9 calls it: people look for it.
  if (row.reason === 'loopBlocked') return `${process} was ended, for its event loop stood still (loopBlocked)`;
  if (silence === undefined) return `${process} is gone`;
  return `${process} has been silent since ${new Date(now - silence).toISOString()}`;
}
