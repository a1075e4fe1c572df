import { checkGraphs } from './check-graphs';

/** `HOOKLINE_SEED=123 npm test -- engine model` repeats the graphs of a run. */
const seed = Number(process.env['HOOKLINE_SEED'] ?? Date.now() % 2 ** 31);

describe(`random jobs of seed ${seed}`, () => {
  it('end as the rules say, step by step and hook by hook, at the predicted times', async () => {
    process.stdout.write(`model: seed ${seed}\n`);
    expect(await checkGraphs({ seed, graphs: 400, large: false })).toBeUndefined();
  });

  it('do so with up to 1,000 steps', async () => {
    expect(await checkGraphs({ seed, graphs: 3, large: true })).toBeUndefined();
  });
});
