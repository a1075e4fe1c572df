import { setTimeout as sleep } from 'node:timers/promises';
import { runDaemon } from '@hookline/daemon';
import { newPlace } from '../durable/place';
import { countCalls } from '../durable/watch-sqlite';
import { hangingJobs } from '../product/hanging-job';
import { openFile } from '../store/instance';
import type { Gauge } from './contestant';

/** Looks grow rarer until then, ms. */
const SETTLED = 10_000;
const WINDOW = 20_000;

/** What a daemon that has nothing to do costs per minute: ms of CPU with its heart's, or statements of its event loop. */
export async function idleDaemon(what: 'cpu' | 'queries'): Promise<Gauge> {
  const { path } = await newPlace('sqlite');
  const calls = what === 'queries' ? countCalls() : undefined;
  const instance = await openFile(path);
  void runDaemon(instance, hangingJobs, new AbortController().signal);
  await sleep(SETTLED);
  const read = async () => {
    const [cpu, before] = [process.cpuUsage(), calls?.() ?? 0];
    await sleep(WINDOW);
    const { user, system } = process.cpuUsage(cpu);
    const used = calls ? calls() - before : (user + system) / 1_000;
    return (used * 60_000) / WINDOW;
  };
  return { kind: 'gauge', read };
}
