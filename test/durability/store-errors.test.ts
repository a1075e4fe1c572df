import type { Fault, RunOrder } from './program/protocol';
import { randomOf, spread } from './world/sample';
import { bounded, say, seed, tell } from './world/settings';
import { forEach, Stage } from './world/stage';

const random = randomOf(seed + 1);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

const KINDS: readonly Pick<RunOrder, 'job' | 'mode'>[] = [
  { job: 'fails', mode: 'fail' },
  { job: 'resumes', mode: 'queue' },
];

/** What can befall a call of the store. */
const TROUBLES: readonly Pick<Fault, 'action' | 'times' | 'code'>[] = [
  { action: 'reject', times: 1, code: 'HOOKLINE_STORE_BUSY' },
  { action: 'reject', times: 3, code: 'HOOKLINE_STORE_FULL' },
  { action: 'unknown', times: 1, code: 'HOOKLINE_STORE_UNREACHABLE' },
];

/** Calls that write. */
const WRITES = /^store (commit|registerHooks|release|putBlob|takeOverRun|claimQueuedRun|claim) before#/;
const READS = /^store (nextDue|readEvent|readOutputs|getDeliveries) before#/;

describe(`a store that fails (seed ${seed})`, () => {
  it.each(KINDS)('costs nothing of a run ($job, $mode), wherever it does', async (kind) => {
    const dry = await stage.play(kind, undefined);
    const points = dry.executor.report?.points ?? [];
    const writes = points
      .filter((point) => WRITES.test(point))
      .flatMap((point) => TROUBLES.map((trouble) => [point, trouble] as const));
    const reads = points.filter((point) => READS.test(point)).map((point) => [point, TROUBLES[0]] as const);
    const chosen = [...spread(writes, bounded(4), random), ...spread(reads, bounded(1), random)];
    const failures: string[] = [];
    let owed = 0;
    await forEach(chosen, async ([point, trouble]) => {
      const [name, nth] = point.split(' before#');
      const fault = { ...trouble, point: name, nth: Number(nth) } as Fault;
      const played = await stage.play(kind, fault);
      owed += played.owed;
      if (played.broken.length > 0) tell(failures, `${point} ${fault.action}: ${played.broken.join('; ')}`);
    });
    say(
      `a store that fails (${kind.job}, ${kind.mode}): ${chosen.length} of ${writes.length + reads.length} troubles, ${owed} deliveries owed`,
    );
    expect(failures).toEqual([]);
  });

  it('for longer than its grace ends the run as a crash, which others recover', async () => {
    await using scene = stage.newScene();
    // The second commit is the run's own, whatever is fast. A run that only waits for a hook waits on, and is not given up.
    const fault: Fault = { point: 'store commit', nth: 2, action: 'reject', times: 1_000_000 };
    const order = scene.order({ job: 'fails', mode: 'fail' }, { fault, storeGrace: 2_000 });
    const ended = await stage.execute(order).ended;
    await stage.receiver.drained(ended.pid);
    expect(ended.report?.status).toMatch(/HOOKLINE_STORE_UNAVAILABLE|StoreUnavailableError/);
    expect(await stage.recover(scene)).toEqual([]);
    expect(await scene.broken()).toEqual([]);
  });
});
