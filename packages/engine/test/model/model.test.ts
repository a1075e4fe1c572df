import { checkGraphs } from './check-graphs';

/** `HOOKLINE_SEED=123 npm test -- engine model` repeats the graphs of a run. */
const seed = Number(process.env['HOOKLINE_SEED'] ?? Date.now() % 2 ** 31);

describe(`random jobs of seed ${seed}`, () => {
  it('end as the rules say, step by step and hook by hook, at the predicted times', async () => {
    process.stdout.write(`model: seed ${seed}\n`);
    const { failure, exact } = await checkGraphs({ seed, graphs: 250, kind: 'single' });
    expect(failure).toBeUndefined();
    expect(exact).toBeGreaterThan(200);
  });

  it('do so side by side', async () => {
    const { failure } = await checkGraphs({ seed, graphs: 20, kind: 'side-by-side' });
    expect(failure).toBeUndefined();
  });

  it('do so with up to 1,000 steps', async () => {
    const { failure } = await checkGraphs({ seed, graphs: 2, kind: 'large' });
    expect(failure).toBeUndefined();
  });
});
