import type { Store } from '@hookline/core/spi';
import { openSqliteStore } from '@hookline/storage';
import { createMemoryStore } from '@hookline/testing';
import fc from 'fast-check';
import { temporaryFolder } from '../temporary-folder';
import { type Move, Player } from './player';

const folder = temporaryFolder();
let files = 0;

const call = fc.oneof(
  ...(
    ['create', 'add', 'add', 'claim', 'claim', 'claim', 'settle', 'settle', 'settle', 'settle', 'wait', 'wait'] as const
  ).map(fc.constant),
  ...(['queue', 'end', 'again', 'release', 'redeliver', 'run', 'takeOver'] as const).map(fc.constant),
);
const move: fc.Arbitrary<Move> = fc.record({ call, process: fc.nat(2), pick: fc.nat(999), other: fc.nat(999) });

/** `HOOKLINE_SEED=…` repeats a run. */
const seed = Number(process.env['HOOKLINE_SEED'] ?? Date.now() % 2 ** 31);

const STORES: Readonly<Record<string, () => Promise<Store>>> = {
  memory: () => Promise.resolve(createMemoryStore()),
  SQLite: () => openSqliteStore({ path: folder.path(`${++files}.db`), durability: 'relaxed' }),
};

describe.each(Object.entries(STORES))('calls of three processes in any order, on %s', (name, open) => {
  it('do what the model says', async () => {
    const property = fc.asyncProperty(fc.array(move, { minLength: 60, maxLength: 250, size: 'max' }), async (moves) => {
      const store = await open();
      try {
        const hooks = await store.registerHooks({ location: 'shop', environment: 'test', job: 'daily' }, ['a', 'b']);
        const player = new Player(store, [...hooks.values()]);
        for (const each of moves) await player.play(each);
        await player.finish();
      } finally {
        await store.close();
      }
    });
    await fc.assert(property, { seed, numRuns: name === 'memory' ? 40 : 12, interruptAfterTimeLimit: 40_000 });
  });
});
