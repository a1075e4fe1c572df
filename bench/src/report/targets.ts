import { summarize } from '../measure/statistics';
import { figuresAt, type Place, type Results, ratios } from './results';

/** A limit that the product is to keep; less is better. */
export interface Target {
  readonly what: string;
  /** At most. */
  readonly target: number;
  /** At most, for the ambitious. */
  readonly stretch: number;
  /** `× bare`, `µs`. */
  readonly unit: string;
  /** `undefined` where what it needs was not measured. */
  measure(results: Results): number | undefined;
}

const ratioTo = (reference: string, place: Place) => (results: Results) => {
  const [own, base] = [figuresAt(results, place), figuresAt(results, { ...place, contestant: reference })];
  return own && base && ratios(own.warm, base.warm).median;
};

const median = (place: Place) => (results: Results) => {
  const own = figuresAt(results, place);
  return own && summarize(own.warm).median;
};

/** How much more an op costs among 100,000 than among 1,000, against the same of the queue that keeps as many objects. */
function growth(results: Results): number | undefined {
  const of = (at: number, contestant: string) => median({ workload: 'W5', at, contestant })(results) ?? Number.NaN;
  const grown = (contestant: string) => of(3, contestant) / of(1, contestant);
  const ratio = grown('hookline') / grown('bare that keeps');
  return Number.isNaN(ratio) ? undefined : ratio;
}

const bare = { target: 15, stretch: 8, unit: '× bare' };
const bareAsync = { target: 12, stretch: 6, unit: '× bare with async hook' };
const perRun = { target: 60, stretch: 30, unit: 'µs per run' };

const raw = { target: 1.5, stretch: 1.2, unit: '× raw store' };
const rawTogether = { target: 2, stretch: 1.4, unit: '× raw store' };

const stores = ['SQLite', 'SQLite, 5 ms per sync', 'SQLite, `relaxed`', 'Postgres'] as const;

/** The four cases of W7 follow each other on each store. */
const durable: readonly Target[] = stores.flatMap((store, index) => {
  const against = (at: number) => ratioTo('raw store', { workload: 'W7', at: index * 4 + at });
  return [
    { what: `W7, chain, ${store}`, ...raw, measure: against(0) },
    { what: `W7, fan-out, ${store}`, ...raw, measure: against(1) },
    { what: `W7, runs one after another, ${store}`, ...raw, measure: against(2) },
    { what: `W7, runs 50 at a time, ${store}`, ...rawTogether, measure: against(3) },
  ];
});

const againstDbos = (at: number) => ratioTo('DBOS', { workload: 'W7', at: 12 + at });

/** The last hook of the hundred thousand against those of the first tenth. */
function kept(results: Results): number | undefined {
  const at = (contestant: string) => median({ workload: 'W12', contestant })(results) ?? Number.NaN;
  const ratio = at('all') / at('a tenth');
  return Number.isNaN(ratio) ? undefined : ratio;
}

/** What the product is to reach in this bench. */
export const targets: readonly Target[] = [
  { what: 'W1, chain', ...bare, measure: ratioTo('bare', { workload: 'W1' }) },
  { what: 'W2, fan-out', ...bare, measure: ratioTo('bare', { workload: 'W2' }) },
  { what: 'W3, layers', ...bare, measure: ratioTo('bare', { workload: 'W3' }) },
  { what: 'W4, dynamic, 10,000', ...bare, measure: ratioTo('bare', { workload: 'W4', at: 1 }) },
  {
    what: 'W5, growth of the cost of an op from 1,000 ops to 100,000',
    target: 1.2,
    stretch: 1,
    unit: '× that of the queue that keeps',
    measure: growth,
  },
  { what: 'W10, chain', ...bareAsync, measure: ratioTo('bare with async hook', { workload: 'W10' }) },
  { what: 'W10, fan-out', ...bareAsync, measure: ratioTo('bare with async hook', { workload: 'W10', at: 1 }) },
  { what: 'W10, layers', ...bareAsync, measure: ratioTo('bare with async hook', { workload: 'W10', at: 2 }) },
  {
    what: 'W1s, synchronous ops',
    target: 1,
    stretch: 0.6,
    unit: '× our own W1',
    measure: ratioTo('hookline, async ops', { workload: 'W1s' }),
  },
  { what: 'W6, a run of 5 ops, one after another', ...perRun, measure: median({ workload: 'W6' }) },
  { what: 'W6, a run of 5 ops, 50 at a time', ...perRun, measure: median({ workload: 'W6', at: 1 }) },
  { what: 'W8, definition', target: 20, stretch: 8, unit: 'µs per node', measure: median({ workload: 'W8' }) },
  { what: 'W9, reducer', target: 0.5, stretch: 0.2, unit: 'µs per event', measure: median({ workload: 'W9' }) },
  {
    what: 'Memory while running, events included',
    target: 1_500,
    stretch: 700,
    unit: 'bytes per op',
    measure: median({ workload: 'memory' }),
  },
  {
    what: 'Hook start after the commit of its trigger, p99, chain',
    target: 1_000,
    stretch: 100,
    unit: 'µs',
    measure: median({ workload: 'latency' }),
  },
  {
    what: 'Hook start after the commit of its trigger, p99, fan-out',
    target: 1_000,
    stretch: 100,
    unit: 'µs',
    measure: median({ workload: 'latency', at: 1 }),
  },
  { what: 'Cold import of `hookline`', target: 150, stretch: 80, unit: 'ms', measure: median({ workload: 'import' }) },
  ...durable,
  { what: 'W7, chain, against DBOS', target: 1 / 2.5, stretch: 1 / 3, unit: '× DBOS', measure: againstDbos(0) },
  { what: 'W7, fan-out, against DBOS', target: 1 / 50, stretch: 1 / 100, unit: '× DBOS', measure: againstDbos(1) },
  {
    what: 'W12, heap at the end of 100,000 slow hooks',
    target: 1.3,
    stretch: 1,
    unit: '× that at a tenth',
    measure: kept,
  },
  { what: 'W13, recovery, same host', target: 1_000, stretch: 300, unit: 'ms', measure: median({ workload: 'W13' }) },
  {
    what: 'W13, a delivery while 1,000,000 wait',
    target: 1.3,
    stretch: 1,
    unit: '× while 20,000 wait',
    measure: ratioTo('20,000', { workload: 'drain', contestant: '1,000,000' }),
  },
  {
    what: '`hookline job execute` of 5 ops on SQLite',
    target: 5,
    stretch: 3,
    unit: '× bare script',
    measure: ratioTo('bare script', { workload: 'cli' }),
  },
];
