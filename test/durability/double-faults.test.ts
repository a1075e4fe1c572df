import type { Fault, RunOrder } from './program/protocol';
import { randomOf, spread } from './world/sample';
import type { Scene } from './world/scene';
import { bounded, say, seed, tell } from './world/settings';
import { forEach, Stage } from './world/stage';

const random = randomOf(seed + 4);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

const KINDS: readonly Pick<RunOrder, 'job' | 'mode'>[] = [
  { job: 'fails', mode: 'fail' },
  { job: 'resumes', mode: 'auto' },
];

/** In the middle of the run, with steps and hooks under way. */
const FIRST: Fault = { point: 'store commit after', nth: 13, action: 'kill' };

async function killed(scene: Scene, kind: Pick<RunOrder, 'job' | 'mode'>): Promise<void> {
  const executor = await stage.execute(scene.order(kind, { fault: FIRST })).ended;
  await stage.receiver.drained(executor.pid);
  expect(executor.signal).toBe('SIGKILL');
}

describe(`a process that is killed while it recovers (seed ${seed})`, () => {
  it.each(KINDS)('leaves all to the next ($job, $mode)', async (kind) => {
    const points = await pointsOfRecovery(kind);
    const chosen = spread(points, bounded(3), random);
    const failures: string[] = [];
    let deaths = 0;
    await forEach(chosen, async (point) => {
      await using scene = stage.newScene();
      await killed(scene, kind);
      const [name, nth] = point.split('#');
      await using second = stage.newRecoverer();
      const fault: Fault = { point: name as string, nth: Number(nth), action: 'kill' };
      const report = await second.recover(scene.recovery({ fault }));
      if (!report) {
        deaths += 1;
        await stage.receiver.drained(second.pid);
      }
      const broken = [...(await stage.recover(scene)), ...(await scene.broken())];
      if (broken.length > 0) tell(failures, `${point}: ${broken.join('; ')}`);
    });
    say(
      `double faults (${kind.job}): killed at ${deaths} of ${chosen.length}, of ${points.length} points of the recovery`,
    );
    expect(failures).toEqual([]);
    expect(deaths).toBeGreaterThan(0);
  });
});

/** What a recovery goes by that nothing befalls. */
async function pointsOfRecovery(kind: Pick<RunOrder, 'job' | 'mode'>): Promise<readonly string[]> {
  await using scene = stage.newScene();
  await killed(scene, kind);
  await using recoverer = stage.newRecoverer();
  const report = await recoverer.recover(scene.recovery());
  return report?.points ?? [];
}
