import type { Graph } from './graph';
import { sourcesOf } from './sources';

/** The ops by their distance from the start, for engines that take one stage after the other. */
export function stagesOf({ calls }: Graph): readonly (readonly number[])[] {
  const depths: number[] = [];
  const stages: number[][] = [];
  for (const [index, call] of calls.entries()) {
    const depth = Math.max(-1, ...sourcesOf(call).map((source) => depths[source] ?? 0)) + 1;
    depths.push(depth);
    stages[depth] ??= [];
    stages[depth].push(index);
  }
  return stages;
}
