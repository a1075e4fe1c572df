import { defineJob, Job, Op, SuccessHook, type Wired } from '@hookline/core';
import { type ClaimRequest, type DeliveryRow, type Store, WAITS_FOR_PLACE } from '@hookline/core/spi';
import { createWorld, ttl, type World } from './world';

const stuck = () => new Promise<void>(() => undefined);

class Ops {
  @SuccessHook({ timeout: '1h' }) static first() {
    return stuck();
  }
  @SuccessHook() static second() {}
  @Op() work(): void {}
  @Job({ hooks: [Ops.first, Ops.second] }) job(this: Wired<Ops>) {
    this.work();
  }
}

const job = defineJob(Ops, 'job');

async function deliveryOf(store: Store, hook: string): Promise<DeliveryRow> {
  const rows = await store.listDeliveries({ hook, limit: 10 });
  return rows[0] as DeliveryRow;
}

/** A run that has ended, while its process was calling a hook as it died. */
async function leaveHook(world: World): Promise<void> {
  const { holder, clock } = world;
  void holder.execute(job, { runId: 'run1' }).catch(() => undefined);
  await clock.advance(100);
  await holder.die();
}

/** Another process claims the delivery, and dies. */
async function loseAgain(world: World, hook: string, id: string): Promise<void> {
  const { store, clock, start } = world;
  const process = await start({ id });
  const { hookId, losses } = await deliveryOf(store, hook);
  const request: ClaimRequest = {
    processId: id,
    rooms: [{ hookId, room: 1 }],
    limit: 1,
    now: clock.now(),
    quarantined: losses > 0,
  };
  expect(await store.claim(request)).toHaveLength(1);
  await process.die();
  await clock.advance(ttl);
}

/** The job has a hook of last resort, as its stored plan says. */
function addLastResort(store: Store): void {
  const getPlan = store.getPlan.bind(store);
  jest.spyOn(store, 'getPlan').mockImplementation(async (hash) => {
    const plan = JSON.parse((await getPlan(hash)) as string) as { hooks: object[] };
    const hooks = [...plan.hooks, { ...plan.hooks[0], name: 'lastResort', kind: 'deadLetter' }];
    return JSON.stringify({ ...plan, hooks, deadLetterHooks: [hooks.length - 1] });
  });
}

describe('a delivery whose process died', () => {
  it('waits again at once, under its id; the run has ended, and stays as it is', async () => {
    const world = await createWorld();
    await leaveHook(world);
    expect((await world.state()).status).toBe('success');
    expect(await deliveryOf(world.store, 'first')).toMatchObject({ state: 'running', owner: 'p1', claim: 1 });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const lost = await deliveryOf(world.store, 'first');
    expect(lost).toMatchObject({ state: 'pending', owner: undefined, losses: 1, attempts: 0 });
    expect(lost.nextAt).toBeLessThanOrEqual(world.clock.now());
    expect(await world.store.attemptsOf(lost.id)).toMatchObject([{ claim: 1, result: 'lost', processId: 'p1' }]);
    expect(world.daemon.stirred).toBeGreaterThan(0);
    expect((await world.store.liveProcesses()).map(({ id }) => id)).toEqual(['p2']);
  });

  it('was not lost where it waited for its place: others begin it', async () => {
    const world = await createWorld();
    await leaveHook(world);
    const waits = { state: 'running', owner: 'p1', claim: 1, reason: WAITS_FOR_PLACE };
    expect(await deliveryOf(world.store, 'second')).toMatchObject(waits);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    const free = { state: 'pending', owner: undefined, claim: 1, losses: 0, attempts: 0, reason: undefined };
    const row = await deliveryOf(world.store, 'second');
    expect(row).toMatchObject(free);
    expect(await world.store.attemptsOf(row.id)).toEqual([]);
    // Once: under the next claim it is begun, and the death of that process is one that it may have caused.
    await loseAgain(world, 'first', 'p3');
    await loseAgain(world, 'second', 'p4');
    expect(await deliveryOf(world.store, 'second')).toMatchObject({ ...free, claim: 2, losses: 1 });
    await world.stop();
  });

  it('is lost once, whoever saw it', async () => {
    const world = await createWorld();
    await leaveHook(world);
    const third = await world.start({ id: 'p3' });
    world.daemon.monitor.start();
    third.monitor.start();
    await world.clock.advance('1m');
    await world.stop();
    expect(await deliveryOf(world.store, 'first')).toMatchObject({ state: 'pending', losses: 1 });
  });

  it('is dead after the fourth loss: it kills its process', async () => {
    const world = await createWorld();
    await leaveHook(world);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    for (const id of ['p3', 'p4']) await loseAgain(world, 'first', id);
    expect(await deliveryOf(world.store, 'first')).toMatchObject({ state: 'pending', losses: 3 });
    await loseAgain(world, 'first', 'p5');
    await world.stop();
    expect(await deliveryOf(world.store, 'first')).toMatchObject({
      state: 'dead',
      losses: 4,
      reason: 'kills its process',
      attempts: 0,
    });
  });

  it('tells the hook of last resort when it is dead, and the log when that one is', async () => {
    const world = await createWorld();
    await leaveHook(world);
    addLastResort(world.store);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    for (const id of ['p3', 'p4', 'p5']) await loseAgain(world, 'first', id);
    const { id } = await deliveryOf(world.store, 'first');
    expect(await deliveryOf(world.store, 'lastResort')).toMatchObject({
      id: `${id}/dead/lastResort/4`,
      kind: 'deadLetter',
      origin: 'deadLetter',
      state: 'pending',
    });
    for (const each of ['p6', 'p7', 'p8', 'p9']) await loseAgain(world, 'lastResort', each);
    await world.stop();
    expect(await deliveryOf(world.store, 'lastResort')).toMatchObject({ state: 'dead', losses: 4 });
    expect(world.daemon.complaints).toEqual([expect.stringContaining("hook of last resort 'lastResort'") as string]);
  });

  it('counts as delivered where its process was only stopped, and the hook returned', async () => {
    const world = await createWorld();
    await leaveHook(world);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    const { id, claim } = await deliveryOf(world.store, 'first');
    const at = world.clock.now();
    await world.store.commit({
      processId: 'p1',
      runs: [],
      outcomes: [
        {
          deliveryId: id,
          claim,
          result: 'delivered',
          state: 'delivered',
          nextAt: undefined,
          error: undefined,
          reason: undefined,
          processId: 'p1',
          hookVersion: undefined,
          startedAt: at,
          endedAt: at,
          duration: 1,
          deadLetters: [],
        },
      ],
      hookLog: [],
    });
    await world.stop();
    expect(await deliveryOf(world.store, 'first')).toMatchObject({ state: 'delivered' });
  });
});
