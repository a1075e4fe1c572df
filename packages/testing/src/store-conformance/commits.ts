import { type Cases, created, dead, delivered, delivery, event, failed, NOW, newRun, part } from './world';

export const COMMITS: Cases = {
  'keeps a run as it was created': async (world) => {
    const { store, expect } = world;
    const given = newRun('run-1', {
      notRestorable: ['db'],
      parentId: 'run-0',
      rootId: 'run-0',
      tags: { team: 'data', größe: 'XL' },
      resume: 'auto',
      priority: -2,
      config: '{"config":{"ops":{}}}',
    });
    await world.commit({ runs: [created('run-1', { created: given })] });
    const { plan, ...row } = given;
    const state = {
      status: 'running',
      epoch: 1,
      owner: 'p1',
      lastSeq: 1,
      recoveries: 0,
      cancelRequested: false,
      endedAt: undefined,
    };
    expect(await store.getRun('run-1')).toEqual({ ...row, ...state, id: 'run-1' });
    expect(await store.getPlan('hash-1')).toBe(plan);
    expect(await store.getRun('run-2')).toBeUndefined();
    expect(await store.getPlan('hash-2')).toBeUndefined();
  },

  'keeps a run that waits in the queue': async (world) => {
    const queued = created('run-1', { epoch: 0, status: 'queued' });
    await world.commit({ runs: [queued] });
    world.expect(await world.store.getRun('run-1')).toMatchObject({ status: 'queued', epoch: 0, owner: undefined });
  },

  'adds the events of each part': async (world) => {
    await world.run('run-1');
    const more = [event('run-1', 2, { stepKey: undefined, attempt: 0, data: '{"n":1}' }), event('run-1', 3)];
    world.expect(await world.commit({ runs: [part('run-1', 1, { events: more })] })).toEqual([]);
    world.expect(await world.store.readEvents('run-1', { after: 1, limit: 10 })).toEqual(more);
    world.expect(await world.store.getRun('run-1')).toMatchObject({ lastSeq: 3, owner: 'p1' });
  },

  'takes a part without events': async (world) => {
    await world.run('run-1');
    const end = part('run-1', 1, { events: [], status: 'cancelled', endedAt: NOW + 7 });
    world.expect(await world.commit({ runs: [end] })).toEqual([]);
    world
      .expect(await world.store.getRun('run-1'))
      .toMatchObject({ status: 'cancelled', lastSeq: 1, endedAt: NOW + 7 });
  },

  'commits several runs together, without those of which another process is the holder': async (world) => {
    for (const id of ['run-1', 'run-2', 'run-3', 'run-4']) await world.run(id);
    const [hook = 0] = await world.hooks('notify');
    await world.store.takeOverRun({ id: 'run-2', epoch: 1 }, 'p2');
    const owed = (id: string) => ({ deliveries: [delivery(`${id}/2/notify`, hook)] });
    const refused = await world.commit({
      runs: [
        part('run-1', 1, owed('run-1')),
        part('run-2', 1, owed('run-2')),
        part('run-3', 7, owed('run-3')),
        part('run-4', 1, { ...owed('run-4'), epoch: 2 }),
        part('run-5', 1, owed('run-5')),
      ],
    });
    world.expect([...refused].sort()).toEqual(['run-2', 'run-3', 'run-4', 'run-5']);
    const found = await world.store.listDeliveries({ limit: 10 });
    world.expect(found.map(({ id }) => id)).toEqual(['run-1/2/notify']);
    world.expect((await world.store.readEvents('run-2', { after: 0, limit: 10 })).length).toBe(1);
  },

  'refuses a part of a process that is not the owner': async (world) => {
    await world.run('run-1');
    world.expect(await world.commit({ processId: 'p2', runs: [part('run-1', 1)] })).toEqual(['run-1']);
  },

  'refuses to create what there is': async (world) => {
    await world.run('run-1');
    await world.commit({ runs: [part('run-1', 1)] });
    const again = created('run-1', { epoch: 2, events: [event('run-1', 1, { epoch: 2 })] });
    world.expect(await world.commit({ runs: [again] })).toEqual(['run-1']);
    world.expect(await world.store.getRun('run-1')).toMatchObject({ epoch: 1, lastSeq: 2 });
  },

  'ends a run for good, and takes what its last holder tells after that': async (world) => {
    await world.run('run-1');
    await world.commit({ runs: [part('run-1', 1, { status: 'success', endedAt: NOW + 9 })] });
    world.expect(await world.store.getRun('run-1')).toMatchObject({
      status: 'success',
      endedAt: NOW + 9,
      owner: undefined,
      lastSeq: 2,
    });
    world.expect(await world.commit({ runs: [part('run-1', 2)] })).toEqual([]);
    world.expect(await world.store.getRun('run-1')).toMatchObject({ status: 'success', endedAt: NOW + 9, lastSeq: 3 });
    world.expect(await world.commit({ runs: [part('run-1', 7)] })).toEqual(['run-1']);
    world.expect(await world.store.requestCancel('run-1')).toBe(false);
    world.expect(await world.store.takeOverRun({ id: 'run-1', epoch: 1 }, 'p2')).toBeUndefined();
  },

  'takes the same commit twice for one': async (world) => {
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    await world.run('run-1', [
      delivery('run-1/1/notify', notify, { state: 'running' }),
      delivery('run-1/1/page', page, { state: 'running', order: 1 }),
    ]);
    const turn = {
      runs: [
        created('run-2', { deliveries: [delivery('run-2/1/notify', notify)] }),
        part('run-1', 1, { deliveries: [delivery('run-1/2/notify', notify)] }),
      ],
      outcomes: [failed('run-1/1/notify', 1), delivered('run-1/1/page', 1)],
      hookLog: [{ runId: 'run-1', type: 'log', stepKey: 'load', hook: 'page', at: NOW, data: '{"message":"hi"}' }],
    };
    world.expect(await world.commit(turn)).toEqual([]);
    const before = await snapshot(world);
    world.expect(await world.commit(turn)).toEqual([]);
    world.expect(await snapshot(world)).toEqual(before);
    world.expect(before.deliveries.length).toBe(4);
    world.expect(before.log.length).toBe(1);
  },

  'takes a commit that is offered again for one, also where more was committed or the run has ended since': async (
    world,
  ) => {
    await world.run('run-1');
    const turn = part('run-1', 1);
    await world.commit({ runs: [turn] });
    await world.commit({ runs: [part('run-1', 2, { status: 'failure', endedAt: NOW })] });
    world.expect(await world.commit({ runs: [turn] })).toEqual([]);
    world.expect(await world.store.getRun('run-1')).toMatchObject({ lastSeq: 3, status: 'failure' });
  },

  'keeps lines of a log that are equal': async (world) => {
    const line = { runId: 'run-1', type: 'log', stepKey: undefined, hook: 'page', at: NOW, data: '{"message":"hi"}' };
    const earlier = { ...line, at: NOW - 1, data: '{"message":"first"}' };
    await world.commit({ hookLog: [line, line, earlier] });
    world.expect(await world.store.readHookLog('run-1')).toEqual([earlier, line, line]);
    world.expect(await world.store.readHookLog('run-2')).toEqual([]);
  },

  'commits all of it or nothing': async (world) => {
    await world.run('run-1');
    const [hook = 0] = await world.hooks('notify');
    await world.settle(); // An empty commit is one, too.
    const wrong = part('run-1', 1, { deliveries: [delivery('run-9/2/notify', hook, { runId: 'run-1' })] });
    const turn = world.commit({ runs: [created('run-2'), wrong] });
    await world.expect(turn).rejects.toMatchObject({ code: 'HOOKLINE_INVARIANT' });
    world.expect(await world.store.getRun('run-2')).toBeUndefined();
    world.expect(await world.store.getRun('run-1')).toMatchObject({ lastSeq: 1 });
  },

  'stores what died with its last letter, or neither': async (world) => {
    const [notify = 0, last = 0] = await world.hooks('notify', 'lastResort');
    await world.run('run-1', [delivery('run-1/1/notify', notify, { state: 'running' })]);
    const letter = delivery('run-1/1/lastResort', last, { origin: 'deadLetter' });
    await world.settle(dead('run-1/1/notify', 2, { deadLetters: [letter] }));
    world.expect(await world.store.getDelivery('run-1/1/lastResort')).toBeUndefined();
    await world.settle(dead('run-1/1/notify', 1, { deadLetters: [letter] }));
    world
      .expect(await world.store.getDelivery('run-1/1/lastResort'))
      .toMatchObject({ origin: 'deadLetter', state: 'pending' });
    world
      .expect(await world.delivery('run-1/1/notify'))
      .toMatchObject({ state: 'dead', reason: 'attempts are used up' });
  },
};

async function snapshot({ store }: Parameters<Cases[string]>[0]) {
  const runs = await store.listRuns({ limit: 10 });
  const deliveries = await store.listDeliveries({ limit: 10 });
  const attempts = await Promise.all(deliveries.map(({ id }) => store.attemptsOf(id)));
  const events = await Promise.all(runs.map(({ id }) => store.readEvents(id, { after: 0, limit: 100 })));
  return { runs, deliveries, attempts, events, log: await store.readHookLog('run-1') };
}
