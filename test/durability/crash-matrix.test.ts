import type { RunOrder } from './program/protocol';
import { killAt, randomOf, spread } from './world/sample';
import { bounded, say, seed, tell } from './world/settings';
import { forEach, Stage } from './world/stage';

const random = randomOf(seed);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

interface Case extends Pick<RunOrder, 'job' | 'mode'> {
  readonly title: string;
  readonly sample: number;
}

const CASES: readonly Case[] = [
  { title: 'a run that ends with its process', job: 'fails', mode: 'fail', sample: 18 },
  { title: 'a run that another process goes on with', job: 'resumes', mode: 'auto', sample: 18 },
  { title: 'a queued run', job: 'resumes', mode: 'queue', sample: 9 },
  { title: 'a run with a mock', job: 'mocked', mode: 'fail', sample: 6 },
];

describe(`a process that is killed (seed ${seed})`, () => {
  it.each(CASES)('loses nothing of $title, wherever that is', async ({ title, sample, ...kind }) => {
    const dry = await stage.play(kind, undefined);
    expect(dry.broken).toEqual([]);
    const points = dry.executor.report?.points ?? [];
    const chosen = spread(points, bounded(sample), random);
    const failures: string[] = [];
    const total = { killed: 0, owed: 0, effects: 0 };
    await forEach(chosen, async (point) => {
      const { executor, broken, owed, effects } = await stage.play(kind, killAt(point));
      total.owed += owed;
      total.effects += effects;
      if (executor.signal === 'SIGKILL') total.killed += 1;
      if (broken.length > 0) tell(failures, `${point}: ${broken.join('; ')}`);
    });
    const { killed, owed, effects } = total;
    say(
      `${title}: ${points.length} points, killed at ${killed} of ${chosen.length}, ${owed} deliveries owed, ${effects} calls`,
    );
    expect(failures).toEqual([]);
    expect(killed).toBeGreaterThan(0);
  });
});
