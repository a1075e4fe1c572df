import type { Timed } from './contestant';

/** Many runs of a small graph. */
export interface Load {
  readonly runs: number;
  /** Runs under way at a time. */
  readonly atATime: number;
}

/** Makes one run of many runs of a contestant; the unit becomes one of them. */
export function manyRuns(one: Timed, { runs, atATime }: Load): Timed {
  const lane = async () => {
    let result: unknown;
    for (let at = 0; at < runs / atATime; at += 1) result = await one.run();
    return result;
  };
  const run = async () => (await Promise.all(Array.from({ length: atATime }, lane)))[0];
  return {
    kind: 'timed',
    units: runs,
    run: atATime === 1 ? lane : run,
    check: ({ result, runs: rounds }) => one.check({ result, runs: rounds * runs }),
  };
}
