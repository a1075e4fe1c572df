import { type Cases, created, delivered, delivery, failed, lost, NOW, type World } from './world';

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** Two hooks of one trigger, which wait. */
async function two(world: World): Promise<readonly number[]> {
  const [notify = 0, page = 0] = await world.hooks('notify', 'page');
  await world.run('run-1', [delivery('run-1/1/notify', notify), delivery('run-1/1/page', page, { order: 1 })]);
  return [notify, page];
}

/** A process of that name, which others have taken for dead. */
async function buried(world: World, id: string): Promise<void> {
  const machine = { host: 'web1/1', bootId: 'b', pid: 1, started: '1' };
  const place = { location: 'shop', environment: 'test', role: 'daemon' } as const;
  await world.store.registerProcess({ id, ...machine, ...place });
  await world.store.endProcess(id, NOW);
}

export const CLAIMS: Cases = {
  'gives nothing to a process that has ended: nobody would find it there': async (world) => {
    const [notify = 0] = await world.hooks('notify');
    await buried(world, 'p2');
    await world.run('run-1', [delivery('run-1/1/a', notify)]);
    world.expect(await world.claim([notify], { processId: 'p2' })).toEqual([]);
    world.expect(await world.store.takeOverRun({ id: 'run-1', epoch: 1 }, 'p2')).toBeUndefined();
    const part = created('run-2');
    world.expect(await world.commit({ processId: 'p2', runs: [part] })).toEqual(['run-2']);
    world.expect(await world.store.getRun('run-2')).toBeUndefined();
    // It may still queue what others are to execute, but takes nothing of that.
    const queued = created('run-3', { epoch: 0, status: 'queued' });
    world.expect(await world.commit({ processId: 'p2', runs: [queued] })).toEqual([]);
    const pair = { location: 'shop', environment: 'test' };
    world.expect(await world.store.claimQueuedRun({ processId: 'p2', ...pair })).toBeUndefined();
    world.expect(ids(await world.claim([notify]))).toEqual(['run-1/1/a']);
  },

  'notes that nobody can route what only a process could serve that has ended': async (world) => {
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    const bound = delivery('run-1/1/notify', notify, { boundTo: 'p2' });
    await world.run('run-1', [bound, delivery('run-1/1/page', page, { order: 1 })]);
    const pair = { location: 'shop', environment: 'test' };
    await world.store.noteUnroutable(pair, [notify, page], NOW);
    world.expect(await world.claim([notify, page])).toEqual([]);
    await buried(world, 'p2');
    await world.store.noteUnroutable(pair, [notify, page], NOW + 1);
    world.expect(await world.store.unroutableSince(pair, NOW + 2)).toMatchObject([{ id: 'run-1/1/notify' }]);
    // It holds nobody back any more.
    world.expect(ids(await world.claim([notify, page], { now: NOW + 1 }))).toEqual(['run-1/1/page']);
  },

  'takes what is due of the hooks that are asked for, once': async (world) => {
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    await world.run('run-1', [delivery('run-1/1/a', notify), delivery('run-1/1/b', page)]);
    await world.run('run-2', [delivery('run-2/1/a', notify, { createdAt: NOW + 100 })]);
    const [taken, ...rest] = await world.claim([notify], { processId: 'p2' });
    world.expect(rest).toEqual([]);
    world.expect(taken).toMatchObject({ id: 'run-1/1/a', state: 'running', owner: 'p2', claim: 1, attempts: 0 });
    world.expect(await world.delivery('run-1/1/a')).toEqual(taken);
    world.expect(await world.claim([notify])).toEqual([]);
    world.expect(ids(await world.claim([notify], { now: NOW + 100 }))).toEqual(['run-2/1/a']);
  },

  'takes the oldest of each hook first, hooks in turns, as far as there is room': async (world) => {
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    for (const age of [1, 2, 3, 4])
      await world.run(`run-${age}`, [delivery(`run-${age}/1/n`, notify, { createdAt: NOW - age })]);
    await world.run('run-5', [delivery('run-5/1/p', page, { createdAt: NOW - 1 })]);
    const rooms = [
      { hookId: notify, room: 3 },
      { hookId: page, room: 3 },
    ];
    const request = { processId: 'p1', rooms, now: NOW, quarantined: false };
    world
      .expect(ids(await world.store.claim({ ...request, limit: 3 })))
      .toEqual(['run-4/1/n', 'run-5/1/p', 'run-3/1/n']);
    const less = [{ hookId: notify, room: 1 }];
    world.expect(ids(await world.store.claim({ ...request, limit: 9, rooms: less }))).toEqual(['run-2/1/n']);
    world.expect(await world.store.claim({ ...request, limit: 9, rooms: [{ hookId: notify, room: 0 }] })).toEqual([]);
    world.expect(await world.store.claim({ ...request, limit: 9, rooms: [] })).toEqual([]);
    world.expect(await world.store.claim({ ...request, limit: 9, rooms: [{ hookId: 999, room: 1 }] })).toEqual([]);
  },

  'takes at most 32': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    const rows = Array.from({ length: 40 }, (_, index) => delivery(`run-1/${index + 1}/notify`, hook));
    await world.run('run-1', rows);
    const rooms = [{ hookId: hook, room: 100 }];
    world.expect((await world.claim([hook], { rooms, limit: 100 })).length).toBe(32);
    world.expect((await world.claim([hook], { rooms, limit: 100 })).length).toBe(8);
  },

  'lets hooks of one trigger make their first attempts in order': async (world) => {
    const hooks = await two(world);
    world.expect(ids(await world.claim(hooks))).toEqual(['run-1/1/notify']);
    world.expect(await world.claim(hooks)).toEqual([]);
    await world.settle(failed('run-1/1/notify', 1));
    world.expect(ids(await world.claim(hooks))).toEqual(['run-1/1/page']);
  },

  'holds no hook back for an earlier one of another trigger': async (world) => {
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    await world.run('run-1', [
      delivery('run-1/1/notify', notify),
      delivery('run-1/10/page', page, { order: 1 }),
      delivery('run-1/1/lastResort', notify, { origin: 'deadLetter' }),
    ]);
    world.expect(ids(await world.claim([page]))).toEqual(['run-1/10/page']);
  },

  'holds no hook back for one that nobody can route': async (world) => {
    const [notify = 0, page = 0] = await two(world);
    world.expect(await world.claim([page])).toEqual([]);
    await world.store.noteUnroutable({ location: 'shop', environment: 'test' }, [page], NOW);
    world.expect(ids(await world.claim([page]))).toEqual(['run-1/1/page']);
    world.expect(ids(await world.claim([notify]))).toEqual(['run-1/1/notify']);
  },

  'gives one that is bound to a process to that process alone': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    await world.run('run-1', [delivery('run-1/1/a', hook, { boundTo: 'p2' }), delivery('run-1/2/a', hook)]);
    world.expect(ids(await world.claim([hook], { processId: 'p1' }))).toEqual(['run-1/2/a']);
    world.expect(ids(await world.claim([hook], { processId: 'p2' }))).toEqual(['run-1/1/a']);
  },

  'takes one that killed its process alone, and only where it is asked for': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    await world.run('run-1', [delivery('run-1/1/a', hook), delivery('run-1/2/a', hook), delivery('run-1/3/a', hook)]);
    world.expect((await world.claim([hook], { limit: 2 })).length).toBe(2);
    await world.settle(lost('run-1/1/a', 1), lost('run-1/2/a', 1));
    world.expect(ids(await world.claim([hook]))).toEqual(['run-1/3/a']);
    const [alone, ...others] = await world.claim([hook], { quarantined: true });
    world.expect(others).toEqual([]);
    world.expect(alone).toMatchObject({ id: 'run-1/1/a', losses: 1, claim: 2, attempts: 0 });
    world.expect((await world.store.attemptsOf('run-1/1/a')).map(({ result }) => result)).toEqual(['lost']);
  },

  'is given back without counting': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    await world.run('run-1', [delivery('run-1/1/a', hook)]);
    await world.claim([hook]);
    const release = { id: 'run-1/1/a', claim: 1, nextAt: NOW + 5.5, unroutableAt: undefined };
    await world.store.release([
      { ...release, claim: 2 },
      { ...release, id: 'none' },
    ]);
    world.expect(await world.delivery('run-1/1/a')).toMatchObject({ state: 'running' });
    await world.store.release([release]);
    await world.store.release([]);
    const waits = { state: 'pending', nextAt: NOW + 6, attempts: 0, losses: 0, claim: 1, owner: undefined };
    world.expect(await world.delivery('run-1/1/a')).toMatchObject(waits);
    await world.settle(failed('run-1/1/a', 1));
    world.expect(await world.delivery('run-1/1/a')).toMatchObject(waits);
    world.expect((await world.claim([hook], { now: NOW + 6 }))[0]).toMatchObject({ claim: 2 });
    await world.settle(delivered('run-1/1/a', 2));
    world.expect(await world.store.attemptsOf('run-1/1/a')).toEqual([]);
  },

  'has a time when the next is due': async (world) => {
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    await world.run('run-1', [
      delivery('run-1/1/a', notify, { createdAt: NOW + 7 }),
      delivery('run-1/2/a', notify, { createdAt: NOW + 5 }),
      delivery('run-1/3/a', page, { state: 'running' }),
    ]);
    world.expect(await world.store.nextDue([notify, page])).toBe(NOW + 5);
    world.expect(await world.store.nextDue([page])).toBeUndefined();
    world.expect(await world.store.nextDue([])).toBeUndefined();
  },
};

export const ROUTES: Cases = {
  'are noted as missing, until somebody takes the delivery': async (world) => {
    const [notify = 0, page = 0] = await two(world);
    const pair = { location: 'shop', environment: 'test' };
    const other = { location: 'shop', environment: 'other' };
    const since = async (of: typeof pair, before: number) => ids(await world.store.unroutableSince(of, before));
    await world.store.noteUnroutable(other, [], NOW);
    await world.store.noteUnroutable(pair, [page], NOW - 1);
    world.expect(await since(pair, NOW + 99)).toEqual([]);
    await world.store.noteUnroutable(pair, [page], NOW);
    await world.store.noteUnroutable(pair, [page], NOW + 50);
    world.expect(await since(pair, NOW)).toEqual([]);
    world.expect(await since(pair, NOW + 1)).toEqual(['run-1/1/notify']);
    world.expect(await since(other, NOW + 1)).toEqual([]);
    await world.claim([notify]);
    world.expect(await since(pair, NOW + 99)).toEqual([]);
    await world.settle(failed('run-1/1/notify', 1));
    world.expect(await since(pair, NOW + 99)).toEqual([]);
  },

  'stay missing since the first time that they were not found': async (world) => {
    const [notify = 0] = await two(world);
    const pair = { location: 'shop', environment: 'test' };
    const since = async (before: number) => ids(await world.store.unroutableSince(pair, before));
    const release = { id: 'run-1/1/notify', nextAt: NOW };
    await world.claim([notify]);
    await world.store.release([{ ...release, claim: 1, unroutableAt: NOW + 1 }]);
    await world.claim([notify]);
    await world.store.release([{ ...release, claim: 2, unroutableAt: NOW + 50 }]);
    world.expect(await since(NOW + 2)).toEqual(['run-1/1/notify']);
    await world.claim([notify]);
    await world.store.release([{ ...release, claim: 3, unroutableAt: undefined }]);
    world.expect(await since(NOW + 99)).toEqual([]);
  },
};
