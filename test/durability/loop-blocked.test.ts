import type { Received } from './world/receiver';
import type { Scene } from './world/scene';
import { Stage } from './world/stage';

/** Clocks and hearts run so much faster: 60 s without a turn of the event loop are 1.5 s. */
const CLOCK_SPEED = 40;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** A process that the command started, or a program of the user. */
async function execute(
  scene: Scene,
  order: { job: 'blocks' | 'pauses'; mode: 'fail' | 'auto' },
  role: 'execute' | undefined,
) {
  const spec = { heart: true, ...scene.fast(CLOCK_SPEED) };
  const ended = await stage.execute({ ...scene.order(order, spec), ...(role && { role }) }).ended;
  await stage.receiver.drained(ended.pid);
  return ended;
}

const recover = (scene: Scene) => stage.recover(scene, { mode: 'daemon', ...scene.fast(CLOCK_SPEED) });

/** Calls with their processes. */
const called = (scene: Scene) => scene.effects.map(({ name, attempt, pid }: Received) => ({ name, attempt, pid }));

const LOOP_BLOCKED = expect.stringContaining('its event loop stood still (loopBlocked)') as string;

describe('an op that blocks the event loop for ever', () => {
  it('is ended with its process by the heart, fails as a crash, and the next process tells its hooks', async () => {
    await using scene = stage.newScene();
    const { pid, ...ended } = await execute(scene, { job: 'blocks', mode: 'fail' }, 'execute');
    expect(ended).toMatchObject({ signal: 'SIGKILL', hangs: false, report: undefined });
    expect((await scene.read())?.row).toMatchObject({ status: 'running' });
    expect(called(scene)).toEqual([
      { name: 'prepare', attempt: 1, pid },
      { name: 'block', attempt: 1, pid },
    ]);
    expect(await recover(scene)).toEqual([]);
    expect(await scene.broken()).toEqual([]);
    const run = await scene.read();
    expect(run?.row.status).toBe('failure');
    const failed = run?.events.find(({ type }) => type === 'step.failed');
    expect(failed).toMatchObject({ stepKey: 'block', attempt: 1 });
    const told = scene.effects.filter(({ what }) => what === 'hook');
    expect(told).toEqual([
      expect.objectContaining({
        name: 'stepFailed',
        stepKey: 'block',
        attempt: 1,
        committed: true,
        text: LOOP_BLOCKED,
      }),
      expect.objectContaining({ name: 'blockedRunFailed', committed: true, text: LOOP_BLOCKED }),
    ]);
    expect(told[0]?.text).toMatch(/^block failed \(crash\): /);
    expect(told.map((hook) => hook.pid)).not.toContain(pid);
  });

  it('uses up one attempt of a run that goes on in another process', async () => {
    await using scene = stage.newScene();
    const { pid, signal, hangs } = await execute(scene, { job: 'blocks', mode: 'auto' }, 'execute');
    expect([signal, hangs]).toEqual(['SIGKILL', false]);
    expect(await recover(scene)).toEqual([]);
    expect(await scene.broken()).toEqual([]);
    expect((await scene.read())?.row).toMatchObject({ status: 'success', recoveries: 1 });
    const other = scene.effects.at(-1)?.pid;
    expect(other).not.toBe(pid);
    expect(called(scene)).toEqual([
      { name: 'prepare', attempt: 1, pid },
      { name: 'block', attempt: 1, pid },
      { name: 'block', attempt: 2, pid: other },
      { name: 'blockedRunSucceeded', attempt: 0, pid: other },
    ]);
  });

  it('ends no program that is not the command, which says that it stood still', async () => {
    await using scene = stage.newScene();
    const { signal, report } = await execute(scene, { job: 'pauses', mode: 'fail' }, undefined);
    expect([signal, report?.status]).toEqual([null, 'success']);
    expect(report?.said).toEqual([
      expect.stringMatching(/event loop of this process stood still for \d+ s: an op or a hook/),
    ]);
    expect(await scene.broken()).toEqual([]);
  });

  it('ends the command though it would have gone on: nobody can know', async () => {
    await using scene = stage.newScene();
    expect(await execute(scene, { job: 'pauses', mode: 'fail' }, 'execute')).toMatchObject({ signal: 'SIGKILL' });
    expect(await recover(scene)).toEqual([]);
    expect(await scene.broken()).toEqual([]);
  });
});
