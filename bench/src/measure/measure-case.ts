import type { Counts } from '../durable/meter';
import type { Case, Unit, Workload } from '../workloads/workload';
import { type Effort, ONCE } from './effort';
import { WorkerProcess } from './worker-process';

/** Figures of one contestant, in the order of the rounds. */
export interface Figures {
  /** The first run of each fresh process. */
  readonly cold: number[];
  readonly warm: number[];
  /** What a run does to its store, per unit; of the last generation. */
  counts?: Counts | undefined;
}

/** What a case came to. */
export interface CaseResult {
  readonly title: string;
  readonly unit: Unit;
  /** By contestant, the reference first. Figures of one place were measured in one round. */
  readonly figures: ReadonlyMap<string, Figures>;
}

interface Seated {
  readonly worker: WorkerProcess;
  readonly figures: Figures;
}

/** Measures all contestants of a case in turns: in every round each takes its turn, and another one begins. */
export async function measureCase(workload: Workload, measured: Case, wanted: Effort): Promise<CaseResult> {
  const effort = measured.isOnce === true ? { ...wanted, ...ONCE } : wanted;
  const { title, contestants, peers } = measured;
  const names = Object.keys({ ...contestants, ...(effort.peers && peers) });
  const figures = new Map(names.map((name): [string, Figures] => [name, { cold: [], warm: [] }]));
  for (let generation = 0; generation < effort.generations; generation += 1) {
    const seats = [...figures].map(([contestant, own]): Seated => {
      return { worker: new WorkerProcess({ workload: workload.id, title, contestant }), figures: own };
    });
    try {
      await takeRounds(seats, effort, generation);
      if (generation === effort.generations - 1) await countRuns(seats);
    } finally {
      await Promise.all(seats.map(({ worker }) => worker.close()));
    }
  }
  return { title, unit: measured.unit ?? workload.unit, figures };
}

async function takeRounds(seats: readonly Seated[], effort: Effort, generation: number): Promise<void> {
  for (const { worker, figures } of rotated(seats, generation)) {
    if (effort.warmUp === 0) continue;
    const start = performance.now();
    figures.cold.push(await worker.turn(0));
    if (performance.now() - start < effort.warmUp) await worker.turn(effort.warmUp);
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const { worker, figures } of rotated(seats, generation + round))
      figures.warm.push(await worker.turn(effort.turn));
  }
}

async function countRuns(seats: readonly Seated[]): Promise<void> {
  for (const { worker, figures } of seats) figures.counts = await worker.count();
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
