import { executeInProcess } from 'hookline';
import { fakeClock } from 'hookline/testing';
import { showProgress } from '../../src/live/progress';
import { RunPicture } from '../../src/live/run-picture';
import { Output } from '../../src/output/output';
import { fakeWorld } from '../fake-world';
import { defs } from '../fixtures';
import { seen } from './screen';

const job = defs.job('nightly');
const QUIET = { loggers: { console: { config: { logLevel: 'silent' } } } };

const run = (days: number, broken: string, onEvent: (event: never) => void) =>
  executeInProcess(job, {
    runConfig: { ...QUIET, inputs: { days, broken } },
    onEvent: onEvent as never,
    raiseOnError: false,
    runId: 'r1',
  });

const still = (lines: readonly string[]): string => lines.join('\n').replace(/ +\d+ ms/g, ' <ms>');

describe('a run on a terminal', () => {
  it('is drawn while it runs, without the text of errors', async () => {
    const clock = fakeClock();
    const world = fakeWorld({ terminal: 70, clock, env: { NO_COLOR: '1' } });
    const progress = showProgress({ world, output: new Output(world, false), job, opSelection: undefined });
    await run(2, 's3cret', progress.onEvent);
    await clock.advance(150);
    expect(still(seen(world.err()))).toMatchInlineSnapshot(`
"✗ nightly failure
  ✓ load <ms>
  ✓ split <ms>
  ┬ sum                        2 steps
    ✗ [day1] <ms>  2 attempts: Error
      → tellFailure
    ✗ [day2] <ms>  2 attempts: Error
      → tellFailure
  ○ store                      not executed: a step before it did no…
  → tellRun                    Error
"
`);
    progress[Symbol.dispose]();
    expect(seen(world.err()).join('')).toBe('');
  });

  it('shows what is to come, and what goes on first where there is no room for all', async () => {
    const picture = new RunPicture({ jobName: 'nightly', steps: [] });
    const look = { ...new Output(fakeWorld({ terminal: 70, env: { NO_COLOR: '1' } }), false).look, now: Date.now() };
    expect(picture.lines(look)).toEqual([]);
    await run(60, 'no rows', (event) => picture.add(event));
    const lines = picture.lines(look, 8);
    expect(lines).toHaveLength(8);
    expect(still(lines)).toMatchInlineSnapshot(`
"✗ nightly failure
    ✗ [day56] <ms>  2 attempts: Error
    ✗ [day57] <ms>  2 attempts: Error
    ✗ [day58] <ms>  2 attempts: Error
    ✗ [day59] <ms>  2 attempts: Error
    ✗ [day60] <ms>  2 attempts: Error
  → tellRun              Error
  … 63 steps: 2 done, 60 failed"
`);
  });
});

describe('a rerun in a pipe', () => {
  it('says which steps are not repeated', () => {
    const world = fakeWorld({});
    const progress = showProgress({ world, output: new Output(world, false), job, opSelection: undefined });
    const head = { type: 'step.succeeded', runId: 'r1', seq: 3, at: 0, duration: 12 } as const;
    progress.onEvent({ ...head, stepKey: 'load', attempt: 0 });
    progress.onEvent({ ...head, stepKey: 'sum', attempt: 1 });
    expect(world.err()).toBe('✓ load, not repeated\n✓ sum in 12 ms\n');
  });
});
