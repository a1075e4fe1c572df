import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Store } from '@hookline/core/spi';

interface Line {
  readonly committed?: readonly string[];
  readonly claimed?: readonly string[];
  readonly settled?: readonly string[];
  readonly refused?: string;
  readonly done?: boolean;
}

/** A process of its own that works on a store. */
export interface Worker {
  readonly name: string;
  readonly child: ChildProcess;
  /** What it said so far. */
  readonly lines: readonly Line[];
  readonly ended: Promise<number | null>;
  /** Resolves when it has said so many lines, or ended. */
  hasSaid(count: number): Promise<void>;
}

export function startWorker(url: string, name: string, rounds: number): Worker {
  const file = join(__dirname, 'worker.mjs');
  const child = spawn(process.execPath, [file, url, name, String(rounds)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: Line[] = [];
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const texts = `${rest}${chunk.toString()}`.split('\n');
    rest = texts.pop() ?? '';
    lines.push(...texts.map((text) => JSON.parse(text) as Line));
    child.emit('said');
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = once(child, 'close').then(([code]: (number | null)[]) => {
    if (code !== 0 && code !== null) throw new Error(`${name} ended with ${code}: ${errors}`);
    return code ?? null;
  });
  const hasSaid = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (lines.length >= count) resolve();
      };
      child.on('said', look);
      child.once('close', () => resolve());
      look();
    });
  return { name, child, lines, ended, hasSaid };
}

const all = (workers: readonly Worker[], key: 'committed' | 'claimed' | 'settled') =>
  workers.flatMap(({ lines }) => lines.flatMap((line) => line[key] ?? []));

/** What must hold, whoever died when (D1, D8, D20): nothing that was said to be committed is missing, no claim was given twice. */
export async function expectSound(store: Store, workers: readonly Worker[]): Promise<void> {
  expect(await store.check()).toEqual([]);
  const claimed = all(workers, 'claimed');
  expect(new Set(claimed).size).toBe(claimed.length);
  const committed = all(workers, 'committed');
  expect((await store.getDeliveries(committed)).length).toBe(committed.length);
  const settled = await store.getDeliveries(all(workers, 'settled'));
  expect(settled.filter(({ state }) => state !== 'delivered')).toEqual([]);
}

/** Serves what is left as a process would that finds the others dead. */
export async function drain(store: Store, dead: readonly string[]): Promise<void> {
  const hooks = await store.registerHooks({ location: 'shop', environment: 'test', job: 'daily' }, ['notify', 'page']);
  const rooms = [...hooks.values()].map((hookId) => ({ hookId, room: 32 }));
  const outcome = { processId: 'last', hookVersion: undefined, error: undefined, reason: undefined, deadLetters: [] };
  const now = Date.now();
  const times = { startedAt: now, endedAt: now, duration: 0 };
  for (const { id, claim } of await store.runningOf(dead)) {
    const lost = {
      ...outcome,
      ...times,
      deliveryId: id,
      claim,
      result: 'lost',
      state: 'pending',
      nextAt: now,
    } as const;
    await store.commit({ processId: 'last', runs: [], hookLog: [], outcomes: [lost] });
  }
  for (const quarantined of [false, true, false]) {
    for (;;) {
      const taken = await store.claim({ processId: 'last', rooms, limit: 32, now, quarantined });
      if (taken.length === 0) break;
      const outcomes = taken.map(
        ({ id, claim }) =>
          ({
            ...outcome,
            ...times,
            deliveryId: id,
            claim,
            result: 'delivered',
            state: 'delivered',
            nextAt: undefined,
          }) as const,
      );
      await store.commit({ processId: 'last', runs: [], hookLog: [], outcomes });
    }
  }
}
