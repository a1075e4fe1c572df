import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './program/protocol';
import type { Scene } from './world/scene';
import { Stage } from './world/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** The second op has told of its value, and has not returned. */
const IN_USE: Fault = { point: 'op use end', nth: 1, action: 'kill' };
const HANDED = '1970-01-02T00:00:00.000Z lamps bigint 3';

const CASES = [
  { job: 'keeps', maker: 'keep', held: { blobs: false, shelf: false }, title: 'the store' },
  { job: 'files', maker: 'file', held: { blobs: true, shelf: false }, title: 'the file system' },
  { job: 'shelves', maker: 'shelve', held: { blobs: false, shelf: true }, title: 'a class of the user' },
] as const;

async function killed(scene: Scene, job: (typeof CASES)[number]['job'], mode: 'auto' | 'fail'): Promise<number> {
  const { pid, signal } = await stage.execute(scene.order({ job, mode }, { fault: IN_USE })).ended;
  await stage.receiver.drained(pid);
  expect(signal).toBe('SIGKILL');
  return pid;
}

/** Where something was written: beside the database, on the shelf of the user. */
const heldIn = ({ db, folder, runId }: Scene) => ({
  blobs: existsSync(`${db}.blobs`),
  shelf: existsSync(join(folder, '../files', `${runId}.shelve.result.shelf`)),
});

/** Calls in their order: who, with what, in which process. */
const calls = ({ effects }: Scene) => effects.map(({ name, attempt, text, pid }) => ({ name, attempt, text, pid }));

describe.each(CASES)('an output that is held by $title', ({ job, maker, held }) => {
  it('reaches the next op in another process, and the hook of its own step', async () => {
    await using scene = stage.newScene();
    const first = await killed(scene, job, 'auto');
    expect(heldIn(scene)).toEqual(held);
    expect(await stage.recover(scene, { mode: 'daemon' })).toEqual([]);
    expect(await scene.broken()).toEqual([]);
    expect((await scene.read())?.row).toMatchObject({ status: 'success', recoveries: 1 });
    const second = scene.effects.at(-1)?.pid;
    expect(second).not.toBe(first);
    // The hook does not wait for the op.
    const [made, begun, ...recovered] = calls(scene);
    expect([made, begun]).toEqual([
      { name: maker, attempt: 1, text: '', pid: first },
      { name: 'use', attempt: 1, text: HANDED, pid: first },
    ]);
    expect(recovered.sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'readBack', attempt: 1, text: HANDED, pid: second },
      { name: 'use', attempt: 2, text: HANDED, pid: second },
    ]);
  });

  it('is read by the hook of its step in another process, where the run has ended with its own', async () => {
    await using scene = stage.newScene();
    const first = await killed(scene, job, 'fail');
    expect(await stage.recover(scene)).toEqual([]);
    expect(await scene.broken()).toEqual([]);
    expect((await scene.read())?.row).toMatchObject({ status: 'failure' });
    const [, , told, ...others] = scene.effects;
    expect(told).toMatchObject({ name: 'readBack', text: HANDED, committed: true });
    expect(told?.pid).not.toBe(first);
    expect(others).toEqual([]);
  });
});
