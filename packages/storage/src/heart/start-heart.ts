import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { HeartOptions } from '@hookline/core/spi';
import type { HeartPlace, HeartWork } from './beats';
import { newPulse, startPulse } from './pulse';

const INTERVAL = 3_000;

/** Starts the thread that raises the process's beat; see the port. Its first beat is not waited for: others wait much longer. */
export function startHeart(heart: HeartOptions, place: HeartPlace): () => Promise<void> {
  const { processId, interval = INTERVAL, loop } = heart;
  const pulse = newPulse();
  const watched = loop && { limit: loop.limit, kills: loop.kills };
  const work: HeartWork = { place, processId, interval, loop: watched, pulse };
  const worker = new Worker(threadFile(), { workerData: work, name: 'hookline heart' });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('error', (error) => process.emitWarning(error));
  // A process with nothing else to do may end: the heart is not what it lives for.
  worker.unref();
  const stopPulse = startPulse(pulse, loop);
  return async () => {
    stopPulse();
    worker.ref();
    worker.postMessage('stop');
    await ended;
  };
}

/** Threads are started from JavaScript: where this runs from sources, as in tests, the built file of the same name. */
function threadFile(): string {
  const beside = join(__dirname, 'heart.js');
  if (existsSync(beside)) return beside;
  return beside.replace(`${sep}src${sep}heart${sep}`, `${sep}dist${sep}heart${sep}`);
}
