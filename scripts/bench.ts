/**
 * What an op costs beside the least that any engine must do: `npm run bench`.
 *
 * W1 is a chain of 1,000 ops, W2 one op → 1,000 → one op. Every op is an async method that returns a small object at once
 * and has one success hook; `executeInProcess` keeps the full list of events. The reference is a bare ready queue on the
 * same graph: the plan's own arrays, the same methods, one `.then` per op, the hook called as a plain function, results
 * kept in an array. Both run in turns in one process; a figure is the median of the rounds, each a mean over its runs.
 */
import { createPlan, type Plan, type PlanInput } from '@hookline/core/spi';
import {
  defineJob,
  executeInProcess,
  type HookContext,
  Job,
  type JobDefinition,
  Op,
  type Output,
  SuccessHook,
  type Wired,
} from 'hookline';

const SIZE = 1_000;
const ROUNDS = 11;
const RUNS = 100;

interface Item {
  readonly n: number;
}

class Hooks {
  static count = 0;
  @SuccessHook() static counted(_context: HookContext): void {
    Hooks.count += 1;
  }
}

class Ops {
  @Op() first(): Promise<Item> {
    return Promise.resolve({ n: 0 });
  }
  @Op() next(item: Item): Promise<Item> {
    return Promise.resolve({ n: item.n + 1 });
  }
  @Op() join(items: Item[]): Promise<Item> {
    return Promise.resolve({ n: items.length });
  }

  @Job({ hooks: [Hooks.counted] }) chain(this: Wired<Ops>): void {
    let item = this.first();
    for (let i = 1; i < SIZE; i += 1) item = this.next(item);
  }

  @Job({ hooks: [Hooks.counted] }) fan(this: Wired<Ops>): void {
    const first = this.first();
    const items: Output<Item>[] = [];
    for (let i = 0; i < SIZE; i += 1) items.push(this.next(first));
    this.join(items);
  }
}

type Method = (...args: unknown[]) => Promise<unknown>;

/** The bare ready queue on the graph of a plan whose inputs are outputs and lists of outputs. */
function createBareQueue({ snapshot, ops, graph }: Plan): () => Promise<unknown[]> {
  const instance = new Ops();
  const methods = ops.map(({ method }) => (instance as unknown as Record<string, Method>)[method] as Method);
  const sources = snapshot.steps.map(({ inputs }) => inputs.map(sourceOf));
  return () =>
    new Promise((resolve) => {
      const left = Int32Array.from(graph.indegree);
      const results = new Array<unknown>(methods.length);
      let ended = 0;
      const start = (step: number): void => {
        const args = (sources[step] ?? []).map((source) =>
          typeof source === 'number' ? results[source] : source.map((item) => results[item]),
        );
        void Reflect.apply(methods[step] as Method, instance, args).then((value) => {
          results[step] = value;
          Hooks.counted(value as HookContext);
          for (let at = graph.offsets[step] ?? 0; at < (graph.offsets[step + 1] ?? 0); at += 1) {
            const target = graph.targets[at] ?? 0;
            left[target] = (left[target] ?? 0) - 1;
            if (left[target] === 0) start(target);
          }
          ended += 1;
          if (ended === results.length) resolve(results);
        });
      };
      for (const [step, count] of graph.indegree.entries()) if (count === 0) start(step);
    });
}

function sourceOf(input: PlanInput): number | readonly number[] {
  if (input.kind === 'output') return input.step;
  if (input.kind !== 'list') throw new Error(`The bench has no input of kind ${input.kind}.`);
  return input.items.flatMap((item) => sourceOf(item));
}

async function meanTime(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < RUNS; i += 1) await run();
  return (performance.now() - start) / RUNS;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

async function compare(name: string, job: JobDefinition): Promise<void> {
  const plan = createPlan(job);
  const bare = createBareQueue(plan);
  const ours = () => executeInProcess(job, { maxConcurrent: 2 * SIZE });
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let round = -2; round < ROUNDS; round += 1) {
    const [a, b] = [await meanTime(bare), await meanTime(ours)];
    if (round < 0) continue; // warming up
    times.bare.push(a);
    times.ours.push(b);
  }
  const ratios = times.ours.map((time, round) => time / (times.bare[round] ?? Number.NaN));
  const perOp = (values: readonly number[]) => ((median(values) / plan.snapshot.steps.length) * 1_000).toFixed(2);
  const spread = `${Math.min(...ratios).toFixed(1)}–${Math.max(...ratios).toFixed(1)}`;
  console.log(
    `${name}  ${median(ratios).toFixed(1)} × bare (${spread})  ${perOp(times.ours)} against ${perOp(times.bare)} µs per op`,
  );
}

async function main(): Promise<void> {
  console.log(`median of ${ROUNDS} rounds of ${RUNS} runs each, in turns; Node ${process.version}`);
  await compare('W1 chain of 1,000  ', defineJob(Ops, 'chain'));
  await compare('W2 1 → 1,000 → 1   ', defineJob(Ops, 'fan'));
}

void main();
