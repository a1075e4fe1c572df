import { hooklineOnStore } from '../contestants/hookline-on-store';
import type { Load } from '../contestants/many-runs';
import { STORE_NAMES, type StoreKind } from '../durable/place';
import { chain, fan, type Graph } from '../graphs/graph';
import { dbos } from '../peers/dbos';
import { rawStore } from '../raw/raw-contestant';
import type { Case, Workload } from './workload';

/** How much of each is run: on a slow store less. */
interface Sizes {
  readonly chain: number;
  /** Runs, one after another. */
  readonly alone: number;
  /** Runs, 50 at a time. */
  readonly together: number;
}

const SIZES: Readonly<Record<StoreKind, Sizes>> = {
  sqlite: { chain: 1_000, alone: 200, together: 500 },
  slow: { chain: 100, alone: 20, together: 200 },
  relaxed: { chain: 1_000, alone: 200, together: 500 },
  postgres: { chain: 300, alone: 60, together: 500 },
};

const AT_A_TIME = 50;
const ONCE: Load = { runs: 1, atATime: 1 };

/** DBOS runs so much less than we on the same Postgres. */
const FEWER = { chain: 50, fan: 300, alone: 10, together: 100 };

export const w7: Workload = {
  id: 'W7',
  title: 'W1, W2 and W6 on a store',
  unit: 'µs per op',
  needs: ['files', 'postgres'],
  cases: (['sqlite', 'slow', 'relaxed', 'postgres'] as const).flatMap(casesOn),
};

function casesOn(kind: StoreKind): readonly Case[] {
  const { chain: size, alone, together } = SIZES[kind];
  const five = chain(5);
  const many = { runs: together, atATime: AT_A_TIME };
  return [
    stored(kind, `chain of ${size.toLocaleString('en')}`, {
      graph: chain(size),
      load: ONCE,
      peer: [chain(FEWER.chain), ONCE],
    }),
    stored(kind, '1 → 1,000 → 1', { graph: fan(1_000), load: ONCE, peer: [fan(FEWER.fan), ONCE] }),
    stored(kind, `${alone} runs of 5, one after another`, {
      graph: five,
      load: { runs: alone, atATime: 1 },
      peer: [five, { runs: FEWER.alone, atATime: 1 }],
    }),
    stored(kind, `${together} runs of 5, 50 at a time`, {
      graph: five,
      load: many,
      peer: [five, { runs: FEWER.together, atATime: AT_A_TIME }],
    }),
  ];
}

interface Work {
  readonly graph: Graph;
  readonly load: Load;
  readonly peer: readonly [Graph, Load];
}

function stored(kind: StoreKind, title: string, { graph, load, peer }: Work): Case {
  return {
    title: `${STORE_NAMES[kind]}: ${title}`,
    unit: load.runs === 1 ? 'µs per op' : 'µs per run',
    contestants: {
      'raw store': () => rawStore(graph, load, kind),
      hookline: () => hooklineOnStore(graph, load, kind),
    },
    ...(kind === 'postgres' && { peers: { DBOS: () => dbos(...peer) } }),
    // A quick look is at a chain and at many runs in a file.
    isLong: kind !== 'sqlite' || (graph.calls.length > 5 ? title.includes('→') : load.atATime === 1),
  };
}
