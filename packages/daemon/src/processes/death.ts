import { CrashError } from '@hookline/core';
import type { DeadProcess } from './liveness';

/** The death of a process, for people. */
export interface Death {
  /** Which one: `pid 4711 on web1, daemon`. */
  readonly process: string;
  /** How it was seen: `it is gone`. */
  readonly reason: string;
}

/** The name of a machine, without what tells it from others of that name. */
export function nameOf(host: string): string {
  return host.split('/')[0] as string;
}

/** @param now ms since 1970, by the clock of the observer */
export function deathOf({ row, silence }: DeadProcess, now: number): Death {
  const process = `pid ${row.pid} on ${nameOf(row.host)}, ${row.role}`;
  // The word is what D9 calls it: people look for it.
  if (row.reason === 'loopBlocked') return { process, reason: 'its event loop stood still (loopBlocked)' };
  if (silence === undefined) return { process, reason: 'it is gone' };
  return { process, reason: `it has been silent since ${new Date(now - silence).toISOString()}` };
}

/** What `run.recovered` tells. */
export function deathText({ process, reason }: Death): string {
  return `The process (${process}) died: ${reason}.`;
}

/** What a step, or a run, fails with whose process died. @param cause the step's last error, if any */
export function crashOf(death: Death, stepKey?: string, cause?: Error): CrashError {
  return new CrashError({ ...death, stepKey, cause });
}
