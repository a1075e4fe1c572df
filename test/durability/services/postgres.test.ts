import { dump, newSchemas } from '../../../packages/storage/test/services/postgres-url';
import { leaksOf } from '../check/secrets';
import type { RunOrder } from '../program/protocol';
import { SECRET } from '../world/processes';
import { killAt, randomOf, spread } from '../world/sample';
import { bounded, say, seed, tell } from '../world/settings';
import { forEach, Stage } from '../world/stage';

const SAMPLE = 10;
const CASES: readonly Pick<RunOrder, 'job' | 'mode'>[] = [
  { job: 'fails', mode: 'fail' },
  { job: 'resumes', mode: 'auto' },
];

/** What the crash matrix does on a file, on a real Postgres: as many points as the time allows. */
describe(`a process on Postgres that is killed (seed ${seed})`, () => {
  const random = randomOf(seed);
  let addresses: readonly string[] = [];
  let stage: Stage;
  beforeAll(async () => {
    addresses = await newSchemas(CASES.length * (1 + SAMPLE));
    stage = await Stage.open((scene) => addresses[scene] as string);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  it.each(CASES)(
    'loses nothing ($job, $mode), and stores no secret',
    async (kind) => {
      const dry = await stage.play(kind, undefined);
      expect(dry.broken).toEqual([]);
      const points = dry.executor.report?.points ?? [];
      const chosen = spread(points, Math.min(bounded(SAMPLE), SAMPLE), random);
      const failures: string[] = [];
      const total = { killed: 0, owed: 0 };
      await forEach(chosen, async (point) => {
        const { executor, broken, owed } = await stage.play(kind, killAt(point));
        total.owed += owed;
        if (executor.signal === 'SIGKILL') total.killed += 1;
        if (broken.length > 0) tell(failures, `${point}: ${broken.join('; ')}`);
      });
      say(
        `Postgres (${kind.job}): ${points.length} points, killed at ${total.killed} of ${chosen.length}, ${total.owed} deliveries owed`,
      );
      expect(failures).toEqual([]);
      expect(total.killed).toBeGreaterThan(0);
      const texts = await Promise.all(addresses.map(dump));
      // Whoever looks into nothing finds nothing.
      expect(texts.join('')).toContain('run.created');
      expect(texts.flatMap((text) => leaksOf('the database', text, SECRET))).toEqual([]);
    },
    240_000,
  );
});
