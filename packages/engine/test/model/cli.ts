/**
 * The long run of the model test, over several processes: `npm run test:model -- --graphs 100000`.
 * Options: `--graphs` (default 2000), `--seed` (default: of the clock), `--processes` (default: one per core), and to replay
 * a failure `--seed … --path …`, with `--kind side-by-side` or `--kind large` where it says so.
 */
import 'reflect-metadata';
import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { container } from 'tsyringe';
import { type Batch, type BatchResult, checkGraphs, type GraphKind } from './check-graphs';

/** Graphs of one seed. */
const BATCHES: readonly Omit<Batch, 'seed'>[] = [
  { kind: 'single', graphs: 228 },
  { kind: 'side-by-side', graphs: 20 },
  { kind: 'large', graphs: 2 },
];
const CHUNK = 250;

const { values } = parseArgs({
  options: {
    graphs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    processes: { type: 'string', default: String(cpus().length) },
    path: { type: 'string' },
    kind: { type: 'string', default: 'single' },
    /** Counts graphs until one fails, at most so many; for planted faults. */
    until: { type: 'string' },
    /** Of a process of ours: the first of its chunks. */
    worker: { type: 'string' },
  },
});
const seed = Number(values.seed);
const chunks = Math.ceil(Number(values.graphs) / CHUNK);
const processes = Math.min(chunks, Number(values.processes));

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Checks chunks `first`, `first + processes`, … and tells the parent of each. */
async function work(first: number): Promise<void> {
  for (let chunk = first; chunk < chunks; chunk += processes) {
    for (const batch of BATCHES) {
      const result = await checkGraphs({ ...batch, seed: seed + chunk });
      process.send?.(result);
      if (result.failure !== undefined) return;
    }
    // The root container keeps each class that it was ever asked for, and each graph is one: 30 KB.
    container.reset();
  }
}

async function replay(path: string): Promise<void> {
  const { failure } = await checkGraphs({ seed, graphs: 1, kind: values.kind as GraphKind, path });
  say(failure ?? 'The graph of this seed and path keeps the rules.');
  if (failure !== undefined) process.exitCode = 1;
}

/** Tells after how many graphs a fault shows, and what it breaks, as cells of a table. */
async function count(graphs: number): Promise<void> {
  const result = await checkGraphs({ seed, graphs, kind: 'single', shrink: false });
  if (result.failure === undefined) return;
  const [, , error = '', first = ''] = result.failure.split('\n');
  const fault = error.endsWith('faults:') ? first : error;
  say(`${result.graphs} | ${fault.slice(0, 100).replaceAll('|', '/')}`);
  process.exitCode = 1;
}

/** Starts the processes, and tells how far they are. */
function lead(): void {
  const started = Date.now();
  const total = { graphs: 0, exact: 0 };
  const progress = () => {
    const seconds = Math.round((Date.now() - started) / 1_000);
    return `${total.graphs} of ${chunks * CHUNK} graphs in ${seconds} s, ${total.exact} of them compared in full`;
  };
  say(`seeds ${seed} to ${seed + chunks - 1}, ${CHUNK} graphs each, ${processes} processes`);
  const timer = setInterval(() => say(progress()), 30_000);
  let running = processes;
  const children = Array.from({ length: processes }, (_, first) => {
    const child = fork(__filename, [...process.argv.slice(2), '--seed', String(seed), '--worker', String(first)]);
    child.on('message', ({ graphs, exact, failure }: BatchResult) => {
      total.graphs += graphs;
      total.exact += exact;
      if (failure === undefined) return;
      say(failure);
      process.exitCode = 1;
      for (const other of children) if (other !== child) other.kill();
    });
    child.on('exit', (code) => {
      if (code !== 0 && code !== null) process.exitCode = 1;
      running -= 1;
      if (running > 0) return;
      clearInterval(timer);
      say(progress());
    });
    return child;
  });
}

if (values.worker !== undefined) void work(Number(values.worker)).then(() => process.disconnect());
else if (values.until !== undefined) void count(Number(values.until));
else if (values.path !== undefined) void replay(values.path);
else lead();
