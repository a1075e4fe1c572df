import { setTimeout as sleep } from 'node:timers/promises';
import type { OpContext } from 'hookline';

const PAUSE_S = 60;

/** Gives people the time to kill the process: the year that the environment variable SLOW_YEAR names takes a minute. */
export async function takeTime(year: number, { log, signal }: Pick<OpContext, 'log' | 'signal'>): Promise<void> {
  if (process.env['SLOW_YEAR'] !== String(year)) return;
  log.warn(`${year} takes ${PAUSE_S} s, as SLOW_YEAR says. Kill this process meanwhile: kill -9 ${process.pid}`);
  await sleep(PAUSE_S * 1_000, undefined, { signal });
}
