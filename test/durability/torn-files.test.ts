import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenDeliveries } from './check/delivery-invariants';
import { owedBy } from './check/owed';
import { brokenRun } from './check/run-invariants';
import type { Fault } from './program/protocol';
import { randomOf, spread } from './world/sample';
import { Scene } from './world/scene';
import { bounded, say, seed, tell } from './world/settings';
import { Stage } from './world/stage';
import { cutsOf } from './world/wal';

const random = randomOf(seed + 3);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** Late in the run, with nearly all of it in the log. */
const LATE: Fault = { point: 'store commit before', nth: 24, action: 'kill' };

describe(`a database whose log is torn (seed ${seed})`, () => {
  it.each(['fail', 'auto'] as const)('is recovered from wherever it ends (%s)', async (mode) => {
    await using torn = stage.newScene();
    const executor = await stage.execute(
      torn.order({ job: mode === 'fail' ? 'fails' : 'resumes', mode }, { fault: LATE }),
    ).ended;
    await stage.receiver.drained(executor.pid);
    expect(executor.signal).toBe('SIGKILL');
    const before = [...torn.effects];
    const wal = readFileSync(`${torn.db}-wal`);
    const cuts = cutsOf(wal);
    const chosen = [...spread(cuts, bounded(7), random), wal.length];
    const failures: string[] = [];
    for (const [index, cut] of chosen.entries()) {
      const folder = join(stage.folder, `torn-${mode}-${index}`);
      mkdirSync(folder, { recursive: true });
      copyFileSync(torn.db, join(folder, 'proof.db'));
      writeFileSync(join(folder, 'proof.db-wal'), wal.subarray(0, cut));
      if (existsSync(`${torn.db}.blobs`))
        cpSync(`${torn.db}.blobs`, join(folder, 'proof.db.blobs'), { recursive: true });
      await using scene = new Scene(stage.receiver, folder, torn.runId, torn.base);
      const left = await stage.recover(scene);
      const run = await scene.read();
      // What was called before the cut counts where its trigger is still the same; the rest was never told of.
      const owed = new Map(run ? owedBy(run.plan, run.events).map((each) => [each.id, each]) : []);
      const known = before.filter(({ deliveryId = '', stepKey, attempt }) => {
        const event = owed.get(deliveryId)?.event;
        return event !== undefined && event.stepKey === stepKey && event.attempt === attempt;
      });
      const broken = [
        ...left,
        ...(run ? [...brokenRun(run), ...brokenDeliveries(run, [...known, ...scene.effects])] : []),
      ];
      if (broken.length > 0) tell(failures, `cut at ${cut} of ${wal.length}: ${broken.join('; ')}`);
    }
    say(`torn files (${mode}): ${chosen.length} of ${cuts.length} cuts of ${wal.length} bytes`);
    expect(failures).toEqual([]);
  });
});
