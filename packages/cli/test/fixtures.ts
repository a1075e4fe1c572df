import {
  type Dynamic,
  definitions,
  dynamic,
  FailureHook,
  Job,
  type JobInputs,
  Op,
  RunFailureHook,
  retryPolicy,
  type Wired,
} from 'hookline';
import { z } from 'zod';

const inputs = z.object({ days: z.int().default(2), broken: z.string().optional() });

/** A job that can go well or wrong. */
export class Etl {
  @Op()
  load(days: number): number {
    return days;
  }

  @Op({ dynamic: true })
  split(days: number): Dynamic<number> {
    return dynamic(Array.from({ length: days }, (_, day) => [`day${day + 1}`, day] as const));
  }

  @Op({ retryPolicy: retryPolicy({ maxRetries: 1 }) })
  sum(_day: number, broken: string): number {
    if (broken !== '') throw new Error(broken);
    return 1;
  }

  @Op()
  store(_sums: number[]): void {}

  @FailureHook()
  static tellFailure(): void {}

  @RunFailureHook()
  static tellRun(): void {
    throw new Error('no route to host');
  }

  @Job({ inputs, description: 'Sums up days.', hooks: [Etl.tellFailure, Etl.tellRun] })
  nightly(this: Wired<Etl>, { days, broken }: JobInputs<typeof inputs>): void {
    const sums = this.split(this.load(days))
      .map((day) => this.sum(day, broken as never))
      .collect();
    this.store(sums);
  }

  @Job()
  weekly(this: Wired<Etl>): void {
    this.load(7);
  }
}

export const defs = definitions({ jobs: [Etl] });
