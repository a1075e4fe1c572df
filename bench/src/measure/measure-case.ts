import type { Case, Workload } from '../workloads/workload';
import { WorkerProcess } from './worker-process';

/** How much is measured. */
export interface Effort {
  /** Fresh processes per contestant, one after the other: each gives one cold run. */
  readonly generations: number;
  /** Warm rounds in each. */
  readonly rounds: number;
  /** ms of runs before the first warm round. */
  readonly warmUp: number;
  /** ms of runs in a turn of a warm round; one run at least. */
  readonly turn: number;
}

/** Figures of one contestant, in the order of the rounds. */
export interface Figures {
  /** The first run of each fresh process. */
  readonly cold: readonly number[];
  readonly warm: readonly number[];
}

/** What a case came to. */
export interface CaseResult {
  readonly title: string;
  /** By contestant, the reference first. Figures of one place were measured in one round. */
  readonly figures: ReadonlyMap<string, Figures>;
}

interface Seated {
  readonly worker: WorkerProcess;
  readonly cold: number[];
  readonly warm: number[];
}

/** Measures all contestants of a case in turns: in every round each takes its turn, and another one begins. */
export async function measureCase(
  workload: Workload,
  { title, contestants }: Case,
  effort: Effort,
): Promise<CaseResult> {
  const figures = new Map(
    Object.keys(contestants).map((name) => [name, { cold: [] as number[], warm: [] as number[] }]),
  );
  for (let generation = 0; generation < effort.generations; generation += 1) {
    const seats = [...figures].map(([contestant, own]): Seated => {
      return { worker: new WorkerProcess({ workload: workload.id, title, contestant }), ...own };
    });
    try {
      await takeRounds(seats, effort, generation);
    } finally {
      await Promise.all(seats.map(({ worker }) => worker.close()));
    }
  }
  return { title, figures };
}

async function takeRounds(seats: readonly Seated[], effort: Effort, generation: number): Promise<void> {
  for (const { worker, cold } of rotated(seats, generation)) cold.push(await worker.turn(0));
  for (const { worker } of rotated(seats, generation)) await worker.turn(effort.warmUp);
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const { worker, warm } of rotated(seats, generation + round)) warm.push(await worker.turn(effort.turn));
  }
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
