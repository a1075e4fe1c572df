import { WAITS_FOR_PLACE } from '@hookline/core/spi';
import { type Cases, created, dead, delivered, delivery, failed, lost, NOW, type World } from './world';

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

const A = 'run-1/1/notify';

/** One that `p1` has claimed. */
async function running(world: World): Promise<number> {
  const [hook = 0] = await world.hooks('notify');
  await world.run('run-1', [delivery(A, hook, { state: 'running' })]);
  return hook;
}

export const DELIVERIES: Cases = {
  'know their hook, whose id stays the same': async (world) => {
    const [notify, page] = await world.hooks('notify', 'page');
    world.expect(await world.hooks('page', 'notify')).toEqual([page, notify]);
    const other = await world.store.registerHooks({ location: 'shop', environment: 'test', job: 'other' }, ['notify']);
    world.expect(other.get('notify') === notify).toBe(false);
    world.expect([...other.keys()]).toEqual(['notify']);
  },

  'begin as they are committed': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    const rows = [
      delivery('run-1/1/a', hook, { state: 'running', owner: 'p1', blocking: true }),
      delivery('run-1/1/b', hook, { kind: 'retry', order: 1, stepKey: undefined }),
      delivery('run-1/1/c', hook, { state: 'suppressed', reason: 'disabled', order: 2 }),
    ];
    await world.run('run-1', rows);
    const rest = { location: 'shop', environment: 'test', job: 'daily', hook: 'notify', nextAt: NOW };
    const none = { attempts: 0, losses: 0, error: undefined, duration: undefined, endedAt: undefined };
    const [a, b, c] = rows;
    world.expect(await world.delivery('run-1/1/a')).toEqual({ ...a, ...rest, ...none, claim: 1 });
    world.expect(await world.delivery('run-1/1/b')).toEqual({ ...b, ...rest, ...none, claim: 0 });
    world.expect(await world.delivery('run-1/1/c')).toEqual({ ...c, ...rest, ...none, claim: 0, endedAt: NOW });
  },

  'that succeed at once are told by their row alone': async (world) => {
    await running(world);
    await world.settle(delivered(A, 1));
    world.expect(await world.delivery(A)).toMatchObject({
      ...{ state: 'delivered', attempts: 1, owner: undefined, endedAt: NOW + 20, duration: 20.5, claim: 1 },
    });
    world.expect(await world.store.attemptsOf(A)).toEqual([]);
  },

  'say no longer what they waited for': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    const waits = { state: 'running', owner: 'p1', reason: WAITS_FOR_PLACE } as const;
    await world.run('run-1', [delivery(A, hook, waits), delivery('run-1/1/b', hook, waits)]);
    world.expect(await world.delivery(A)).toMatchObject({ reason: WAITS_FOR_PLACE });
    await world.settle(delivered(A, 1));
    await world.store.release([{ id: 'run-1/1/b', claim: 1, nextAt: NOW, unroutableAt: undefined }]);
    world.expect(await world.delivery(A)).toMatchObject({ state: 'delivered', reason: undefined });
    world.expect(await world.delivery('run-1/1/b')).toMatchObject({ state: 'pending', reason: undefined });
  },

  'that fail wait, and have a row for each attempt': async (world) => {
    const hook = await running(world);
    await world.settle(failed(A, 1));
    world.expect(await world.delivery(A)).toMatchObject({
      ...{ state: 'pending', attempts: 1, nextAt: NOW + 10, error: '{"message":"no"}', endedAt: undefined },
    });
    world.expect(ids(await world.claim([hook]))).toEqual([]);
    world.expect(ids(await world.claim([hook], { now: NOW + 10, processId: 'p2' }))).toEqual([A]);
    await world.settle(delivered(A, 2, { processId: 'p2', hookVersion: undefined }));
    world.expect(await world.delivery(A)).toMatchObject({ state: 'delivered', attempts: 2, error: '{"message":"no"}' });
    const times = { startedAt: NOW, endedAt: NOW + 20, duration: 20.5, deliveryId: A };
    world.expect(await world.store.attemptsOf(A)).toEqual([
      { ...times, n: 1, claim: 1, processId: 'p1', hookVersion: 'v1', result: 'failed', error: '{"message":"no"}' },
      { ...times, n: 2, claim: 2, processId: 'p2', hookVersion: undefined, result: 'delivered', error: undefined },
    ]);
  },

  'take a late success of an older claim, and no late failure': async (world) => {
    const hook = await running(world);
    await world.settle(lost(A, 1));
    world.expect(await world.delivery(A)).toMatchObject({ state: 'pending', losses: 1, attempts: 0 });
    await world.claim([hook], { processId: 'p2', quarantined: true });
    await world.settle(failed(A, 1), dead(A, 1));
    world.expect(await world.delivery(A)).toMatchObject({ state: 'running', claim: 2, owner: 'p2' });
    await world.settle(delivered(A, 1));
    world
      .expect(await world.delivery(A))
      .toMatchObject({ state: 'delivered', losses: 1, attempts: 1, owner: undefined });
    await world.settle(failed(A, 2, { processId: 'p2' }));
    world.expect(await world.delivery(A)).toMatchObject({ state: 'delivered', attempts: 1 });
    const attempts = await world.store.attemptsOf(A);
    world.expect(attempts.map(({ claim, result }) => [claim, result])).toEqual([[1, 'delivered']]);
  },

  'that have ended take nothing more': async (world) => {
    await running(world);
    await world.settle(dead(A, 1));
    await world.settle(delivered(A, 1), failed(A, 1));
    world.expect(await world.delivery(A)).toMatchObject({ state: 'dead', attempts: 1 });
  },

  'take no success of a claim that there never was': async (world) => {
    await running(world);
    await world.settle(delivered(A, 2));
    await world.settle(delivered('run-1/1/none', 1));
    world.expect(await world.delivery(A)).toMatchObject({ state: 'running', attempts: 0 });
  },

  'can expire while they wait, and then have no attempt': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    await world.run('run-1', [delivery(A, hook)]);
    const expired = { result: 'expired', error: undefined, reason: 'nobody could route it' } as const;
    await world.settle(dead(A, 0, expired));
    world
      .expect(await world.delivery(A))
      .toMatchObject({ state: 'dead', attempts: 0, reason: 'nobody could route it' });
    world.expect(await world.store.attemptsOf(A)).toEqual([]);
  },

  'are opened again under their own ids, with their history': async (world) => {
    const hook = await running(world);
    const quiet = delivery('run-2/1/notify', hook, { state: 'suppressed', reason: 'muted' });
    await world.run('run-2', [quiet]);
    await world.settle(dead(A, 1));
    const asked = [A, A, quiet.id, 'run-9/1/notify'];
    world.expect(await world.store.redeliver(asked, NOW + 50)).toBe(2);
    world.expect(await world.store.redeliver(asked, NOW + 50)).toBe(0);
    world.expect(await world.delivery(A)).toMatchObject({
      ...{ state: 'pending', attempts: 0, losses: 0, nextAt: NOW + 50, claim: 1, endedAt: undefined },
      ...{ reason: undefined, error: undefined },
    });
    await world.settle(failed(A, 1));
    world.expect(await world.delivery(A)).toMatchObject({ state: 'pending', attempts: 0 });
    world.expect(ids(await world.claim([hook], { now: NOW + 50 }))).toEqual([A, quiet.id]);
    await world.settle(delivered(A, 2), delivered(quiet.id, 1));
    world.expect((await world.store.attemptsOf(A)).map(({ result }) => result)).toEqual(['failed', 'delivered']);
    world.expect(await world.store.redeliver(asked, NOW + 60)).toBe(0);
  },

  'are listed page by page, the newest first': async (world) => {
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    await world.run('run-1', [delivery('run-1/1/a', notify), delivery('run-1/1/b', page, { createdAt: NOW + 1 })]);
    await world.run('run-10', [delivery('run-10/1/c', notify, { state: 'running' })]);
    const list = async (query: object) => ids(await world.store.listDeliveries({ limit: 9, ...query }));
    world.expect(await list({})).toEqual(['run-1/1/b', 'run-10/1/c', 'run-1/1/a']);
    world.expect(await list({ limit: 2 })).toEqual(['run-1/1/b', 'run-10/1/c']);
    world.expect(await list({ before: { createdAt: NOW, id: 'run-10/1/c' } })).toEqual(['run-1/1/a']);
    world.expect(await list({ runId: 'run-1' })).toEqual(['run-1/1/b', 'run-1/1/a']);
    world
      .expect(await list({ runId: 'run-1', before: { createdAt: NOW + 1, id: 'run-1/1/b' } }))
      .toEqual(['run-1/1/a']);
    world.expect(await list({ states: ['running', 'dead'] })).toEqual(['run-10/1/c']);
    world
      .expect(await list({ hook: 'page', job: 'daily', location: 'shop', environment: 'test' }))
      .toEqual(['run-1/1/b']);
    for (const query of [{ hook: 'x' }, { job: 'x' }, { location: 'x' }, { environment: 'x' }, { states: [] }])
      world.expect(await list(query)).toEqual([]);
  },

  'are found by their ids': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    await world.run('run-1', [delivery('run-1/1/a', hook), delivery('run-1/1/b', hook)]);
    const found = await world.store.getDeliveries(['run-1/1/b', 'none', 'run-1/1/a', 'run-1/1/b']);
    world.expect(ids(found)).toEqual(['run-1/1/b', 'run-1/1/a']);
    world.expect(await world.store.getDeliveries([])).toEqual([]);
    world.expect(await world.store.getDelivery('none')).toBeUndefined();
  },

  'that block are told until they have ended': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    const blocking = { blocking: true, state: 'running' } as const;
    await world.run('run-1', [
      delivery('run-1/1/a', hook, blocking),
      delivery('run-1/1/b', hook, { ...blocking, order: 1 }),
      delivery('run-1/1/c', hook),
    ]);
    world.expect(ids(await world.store.blockingOf('run-1'))).toEqual(['run-1/1/a', 'run-1/1/b']);
    await world.settle(delivered('run-1/1/a', 1), failed('run-1/1/b', 1));
    world.expect(ids(await world.store.blockingOf('run-1'))).toEqual(['run-1/1/b']);
    world.expect(await world.store.blockingOf('run-2')).toEqual([]);
  },

  'that run are told by their process': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    await world.run('run-1', [delivery('run-1/1/a', hook, { state: 'running' }), delivery('run-1/1/b', hook)]);
    const other = created('run-2', {
      deliveries: [delivery('run-2/1/a', hook, { state: 'running', owner: 'p2' })],
    });
    await world.commit({ processId: 'p2', runs: [other] });
    world.expect(ids(await world.store.runningOf(['p1']))).toEqual(['run-1/1/a']);
    world.expect(ids(await world.store.runningOf(['p2', 'p1']))).toEqual(['run-1/1/a', 'run-2/1/a']);
    world.expect(await world.store.runningOf([])).toEqual([]);
  },
};
