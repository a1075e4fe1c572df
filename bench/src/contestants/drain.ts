import { copyFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenInstance } from '@hookline/daemon';
import { newPlace } from '../durable/place';
import { fan } from '../graphs/graph';
import { startStopwatch } from '../measure/stopwatch';
import { backlogJob, onPage, pagerJob } from '../product/backlog-jobs';
import { watchTally } from '../product/tally';
import { backlog, duePage } from '../store/backlog';
import { openFile } from '../store/instance';
import type { Gauge } from './contestant';

/** A reading is of so many, whatever waits: to drain a million would take minutes. */
const WINDOW = 5_000;

/** µs per delivery while so many wait; the store is copied, for others need it as it was. */
export async function drainRate(pending: number): Promise<Gauge> {
  const { path } = await newPlace('sqlite');
  copyFileSync(await backlog(pending), path);
  let instance: OpenInstance | undefined;
  const read = async () => {
    const window = calls(WINDOW);
    const stopwatch = startStopwatch();
    instance = await openDispatching(path);
    await window;
    const elapsed = stopwatch();
    await instance.dispatcher.stop();
    await instance.close();
    return (elapsed * 1_000) / WINDOW;
  };
  return { kind: 'gauge', read };
}

/** ms from the row of a pager's delivery to its call, while so many of another hook wait and are delivered. */
export async function pagerLag(pending: number): Promise<Gauge> {
  const { path } = await newPlace('sqlite');
  copyFileSync(await backlog(pending), path);
  await openDispatching(path);
  let pages = 0;
  const read = async () => {
    await sleep(500);
    pages += 1;
    const paged = new Promise<void>((resolve) => onPage(resolve));
    duePage(path, pages);
    const start = performance.now();
    await paged;
    return performance.now() - start;
  };
  return { kind: 'gauge', read };
}

async function openDispatching(path: string): Promise<OpenInstance> {
  const instance = await openFile(path);
  await instance.know(pagerJob);
  await instance.know(backlogJob(fan(98)));
  return instance;
}

function calls(wanted: number): Promise<void> {
  return new Promise((resolve) => {
    let left = wanted;
    const unwatch = watchTally(1, () => {
      left -= 1;
      if (left > 0) return;
      unwatch();
      resolve();
    });
  });
}
