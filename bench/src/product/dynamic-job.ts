import { type Dynamic, defineJob, dynamic, Job, type JobDefinition, Op, type Wired } from 'hookline';
import type { Item } from '../graphs/graph';
import { Hooks } from './hooks';
import { Ops } from './ops';

/** 1 → `width` mapped → collect, where the plan knows neither number nor keys. */
export function dynamicJob(width: number): JobDefinition {
  class Mapping extends Ops {
    @Op({ dynamic: true }) async split(): Promise<Dynamic<Item>> {
      return dynamic(Array.from({ length: width }, (_, at) => [String(at), { n: 0 }] as const));
    }

    @Job({ hooks: [Hooks.counted] }) body(this: Wired<Mapping>): void {
      this.join(
        this.split()
          .map((item) => this.next(item))
          .collect(),
      );
    }
  }
  return defineJob(Mapping, 'body');
}
