import fc from 'fast-check';
import { createTestExecutor } from './engine';
import { type RandomGraph, type RandomStep, randomGraph } from './random-graph';
import { randomJob, type Trace } from './random-job';
import { type Expected, interpret } from './random-reference';

const execute = createTestExecutor();

/** One line per hook that S9 owes. */
function owedHooks({ steps }: RandomGraph, ends: ReadonlyMap<string, Expected>): readonly string[] {
  return [...ends].flatMap(([stepKey, { status, attempts }]) => {
    const { kinds } = (steps[Number(/\d+/.exec(stepKey)?.[0])] as RandomStep).hooks;
    const owed = {
      start: attempts > 0,
      success: status === 'success',
      failure: status === 'failure',
      retry: attempts > 1,
      skip: status === 'skipped' || status === 'notExecuted',
    };
    return kinds.filter((kind) => owed[kind]).map((kind) => `${kind} ${stepKey}`);
  });
}

const lines = (values: Iterable<string>) => [...values].sort();

describe('random graphs', () => {
  it('end as the rules say, fire each owed hook once, and keep to maxConcurrent', async () => {
    const seed = Date.now() % 2 ** 31;
    await fc.assert(
      fc.asyncProperty(randomGraph, fc.integer({ min: 1, max: 4 }), async (graph, maxConcurrent) => {
        const trace: Trace = { hooks: [], started: [], running: 0, mostRunning: 0 };
        const ends = interpret(graph);
        const result = await execute(randomJob(graph, trace), { maxConcurrent, raiseOnError: false });
        const told = Object.entries(result.steps);
        expect(
          lines(told.map(([key, { status, skipReason, attempts }]) => `${key} ${status} ${skipReason} ${attempts}`)),
        ).toEqual(
          lines([...ends].map(([key, { status, reason, attempts }]) => `${key} ${status} ${reason} ${attempts}`)),
        );
        for (const [key, { status, values }] of ends) {
          if (status !== 'success') continue;
          const { shape } = graph.steps[Number(/\d+/.exec(key)?.[0])] as RandomStep;
          if (shape === 'dynamic') expect(result.outputFor(key)).toEqual(Object.fromEntries(values));
          else for (const [output, value] of values) expect(result.outputFor(key, output)).toBe(value);
        }
        expect(lines(trace.hooks)).toEqual(lines(owedHooks(graph, ends)));
        expect(result.hookEvents).toHaveLength(trace.hooks.length);
        expect(result.success).toBe([...ends.values()].every(({ status }) => status !== 'failure'));
        expect(trace.mostRunning).toBeLessThanOrEqual(maxConcurrent);
        expect(trace.running).toBe(0);
      }),
      { numRuns: 200, seed },
    );
  });
});
