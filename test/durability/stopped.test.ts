import type { StoredRun } from './check/stored';
import type { Fault } from './program/protocol';
import { randomOf, spread } from './world/sample';
import { bounded, say, seed, tell } from './world/settings';
import { Stage } from './world/stage';

const random = randomOf(seed + 2);
/** Time runs fast: 15 s without a beat are less than one. */
const CLOCK_SPEED = 20;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** What an old holder must not change any more. */
const written = (run: StoredRun | undefined) => ({ row: run?.row, events: run?.events });

describe(`a process that is stopped and goes on (seed ${seed})`, () => {
  it('writes nothing more when another has taken its run over', async () => {
    const dry = await stage.play({ job: 'fails', mode: 'fail' }, undefined);
    // Not within a transaction: then it holds the lock, and everybody waits.
    const points = (dry.executor.report?.points ?? []).filter((point) =>
      /^(store commit|op|hook|manager|store (claim|putBlob))/.test(point),
    );
    // Those in the middle of the run.
    const middle = points.slice(points.length / 5, (points.length * 4) / 5);
    const chosen = spread(middle, bounded(3), random);
    const failures: string[] = [];
    let takeovers = 0;
    for (const point of chosen) {
      await using scene = stage.newScene();
      const [name, nth] = point.split('#');
      const fault: Fault = { point: name as string, nth: Number(nth), action: 'stop' };
      const executor = stage.execute(
        scene.order({ job: 'fails', mode: 'fail' }, { fault, heart: true, ...scene.fast(CLOCK_SPEED) }),
      );
      if (!(await executor.stopped())) continue;
      const left = await stage.recover(scene, {
        mode: 'daemon',
        heart: true,
        ...scene.fast(CLOCK_SPEED),
        patience: 60_000,
      });
      const before = await scene.read();
      executor.signal('SIGCONT');
      const ended = await executor.ended;
      await stage.receiver.drained(ended.pid);
      // It may have stood still before its run began or after that had ended: then nothing was taken over.
      if ((before?.row.epoch ?? 0) > 1) {
        takeovers += 1;
        expect(written(await scene.read())).toEqual(written(before));
      }
      const broken = [...left, ...(await scene.broken())];
      if (broken.length > 0) tell(failures, `${point}: ${broken.join('; ')}`);
    }
    expect(takeovers).toBeGreaterThan(0);
    say(`stopped: ${chosen.length} of ${points.length} points, ${takeovers} takeovers`);
    expect(failures).toEqual([]);
  });
});
