import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runDaemon } from '@hookline/daemon';
import { sqlite } from '../durable/driver';
import { newPlace } from '../durable/place';
import { hangingJobs, onTold } from '../product/hanging-job';
import { openFile } from '../store/instance';
import type { Gauge } from './contestant';

const PROGRAM = join(__dirname, '../store/hanging-process.js');

/**
 * ms from the start of an instance and its daemon until the run of a process that was killed has ended, and its failure hook
 * was called. Of `elsewhere` the row says another machine, so that only its silence tells its death.
 */
export async function recovery(where: 'here' | 'elsewhere'): Promise<Gauge> {
  const { path } = await newPlace('sqlite');
  const read = async () => {
    const runId = randomUUID();
    await dieIn(path, runId);
    if (where === 'elsewhere') moveAway(path);
    const hooked = new Promise<void>((resolve) => onTold(resolve));
    const start = performance.now();
    const instance = await openFile(path);
    const stop = new AbortController();
    const daemon = runDaemon(instance, hangingJobs, stop.signal);
    while ((await instance.spec.store.getRun(runId))?.endedAt === undefined) await sleep(2);
    await hooked;
    const elapsed = performance.now() - start;
    stop.abort();
    await daemon;
    await instance.close();
    return elapsed;
  };
  return { kind: 'gauge', read };
}

async function dieIn(path: string, runId: string): Promise<void> {
  const child = fork(PROGRAM, [path, runId]);
  const exited = once(child, 'exit');
  await once(child, 'message');
  child.kill('SIGKILL');
  await exited;
}

/** Nobody here can ask that machine which of its processes live. */
function moveAway(path: string): void {
  const db = new sqlite(path);
  db.exec("UPDATE processes SET host = 'elsewhere/1', boot_id = 'elsewhere' WHERE ended IS NULL");
  db.close();
}
