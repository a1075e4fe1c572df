import {
  DeadLetterHook,
  type DeadLetterHookContext,
  defineJob,
  Failure,
  Job,
  Op,
  RunSuccessHook,
  SuccessHook,
  type Wired,
} from '@hookline/core';
import { World } from './world';

const told: DeadLetterHookContext[] = [];
let lastResortFails = false;

class Hooks {
  @SuccessHook() static broken() {
    throw new Failure({ description: 'no such channel', allowRetries: false });
  }
  @RunSuccessHook() static brokenToo() {
    throw new Failure({ description: 'no such page', allowRetries: false });
  }
  @DeadLetterHook() static lastResort(context: DeadLetterHookContext) {
    told.push(context);
    if (lastResortFails) throw new Failure({ description: 'no mail either', allowRetries: false });
  }
}

class Ops {
  @Op() one(): number {
    return 1;
  }
  @Job({ hooks: [Hooks.broken, Hooks.lastResort] }) ofStep(this: Wired<Ops>) {
    this.one();
  }
  @Job({ hooks: [Hooks.brokenToo, Hooks.lastResort] }) ofRun(this: Wired<Ops>) {
    this.one();
  }
}

const ofStep = defineJob(Ops, 'ofStep');
const ofRun = defineJob(Ops, 'ofRun');

beforeEach(() => {
  told.length = 0;
  lastResortFails = false;
});

async function drained(job: typeof ofStep) {
  const world = new World();
  await world.leave(job, { runId: 'r1', tags: { team: 'billing' } });
  const process = world.process('one');
  await process.know(job);
  await world.drain(process);
  return { world, process };
}

describe('a hook of last resort', () => {
  it('is told of a delivery of a step that was given up', async () => {
    const { world } = await drained(ofStep);
    const [dead, letter] = await world.deliveries();
    expect(dead).toMatchObject({ hook: 'broken', state: 'dead' });
    expect(letter).toMatchObject({
      id: `${dead?.id}/dead/lastResort/1`,
      origin: 'deadLetter',
      state: 'delivered',
      attempts: 1,
    });
    const [context] = told;
    expect(context?.delivery).toMatchObject({
      id: dead?.id,
      hookName: 'broken',
      runId: 'r1',
      stepKey: 'one',
      attempts: 1,
    });
    expect(context?.delivery.error.message).toContain('no such channel');
    expect(context).toMatchObject({
      jobName: 'ofStep',
      runId: 'r1',
      runTags: { team: 'billing' },
      deliveryId: letter?.id,
      deliveryAttempt: 1,
      triggeredAt: dead?.endedAt,
      startedAt: dead?.endedAt,
      endedAt: dead?.endedAt,
      hookDef: { name: 'lastResort', kind: 'deadLetter' },
    });
    await world.end();
  });

  it('is told again of one that was redelivered and dies again', async () => {
    const { world, process } = await drained(ofStep);
    const [dead] = await world.deliveries();
    await world.store.redeliver([dead?.id ?? ''], world.clock.now());
    await world.drain(process);
    expect(await world.states()).toEqual(['broken: dead', 'lastResort: delivered', 'lastResort: delivered']);
    expect(told.map(({ delivery }) => delivery.id)).toEqual([dead?.id, dead?.id]);
    expect(new Set(told.map(({ deliveryId }) => deliveryId)).size).toBe(2);
    await world.end();
  });

  it('is told of a delivery of a run', async () => {
    const { world } = await drained(ofRun);
    expect(told[0]?.delivery).toMatchObject({ hookName: 'brokenToo', runId: 'r1', attempts: 1 });
    expect(told[0]?.delivery).not.toHaveProperty('stepKey');
    await world.end();
  });

  it('is told why of one that nobody could attempt', async () => {
    const world = new World();
    await world.leave(ofStep);
    class Later extends Ops {
      @Job({ name: 'ofStep', hooks: [Hooks.lastResort] }) later(this: Wired<Later>) {
        this.one();
      }
    }
    const live = async () => {
      const process = world.process(`p${world.processes.length}`);
      await process.know(defineJob(Later, 'later'));
      process.dispatcher.start();
      await world.clock.advance('3m');
      await world.passing(process.dispatcher.stop());
    };
    await live();
    await world.clock.advance('7d');
    await live();
    expect(told[0]?.delivery).toMatchObject({ hookName: 'broken', attempts: 0 });
    expect(told[0]?.delivery.error.message).toContain('no process could route it for 7 days');
    // Again, though nobody has claimed it in between.
    await world.store.redeliver([told[0]?.delivery.id ?? ''], world.clock.now());
    await live();
    await world.clock.advance('7d');
    await live();
    expect(told).toHaveLength(2);
  });

  it('is held back where the config of the run, or of its job, turns it off', async () => {
    const off = { hooks: { lastResort: { enabled: false } } };
    class Quiet extends Ops {
      @Job({ hooks: [Hooks.broken, Hooks.lastResort], config: off }) quiet(this: Wired<Quiet>) {
        this.one();
      }
    }
    const quiet = defineJob(Quiet, 'quiet');
    const world = new World();
    await world.leave(ofStep, { runConfig: off });
    await world.leave(quiet);
    const process = world.process('one');
    await process.know(ofStep, quiet);
    await world.drain(process);
    // In the process of the run itself, too.
    await process.execute(quiet);
    await world.clock.advance('1s');
    expect([...(await world.states())].sort()).toEqual([
      ...Array<string>(3).fill('broken: dead'),
      ...Array<string>(3).fill('lastResort: suppressed'),
    ]);
    expect(told).toEqual([]);
    await world.end();
  });

  it('has none of its own: its death is told on stderr', async () => {
    lastResortFails = true;
    const { world, process } = await drained(ofStep);
    expect(await world.states()).toEqual(['broken: dead', 'lastResort: dead']);
    expect(process.said).toEqual([expect.stringMatching(/'lastResort' of job 'ofStep'.*no mail either/)]);
    await world.end();
  });

  it('is told once of a death in the process of the run', async () => {
    const world = new World();
    const process = world.process('one');
    process.dispatcher.start();
    await process.execute(ofStep);
    await world.clock.advance('1s');
    expect(await world.states()).toEqual(['broken: dead', 'lastResort: delivered']);
    expect(told).toHaveLength(1);
    await world.end();
  });
});
