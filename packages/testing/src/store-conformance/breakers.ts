import { type Cases, delivered, delivery, failed, NOW, type World } from './world';

const MINUTE = 60_000;
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
const id = (n: number) => `run-1/${n}/notify`;

/** `count` deliveries of one hook, of which the first `failing` have failed and wait for their next attempt until `NOW`. */
async function failing(world: World, count: number, failures: number): Promise<number> {
  const [hook = 0] = await world.hooks('notify');
  const rows = Array.from({ length: count }, (_, index) =>
    delivery(id(index + 1), hook, { createdAt: NOW - count + index }),
  );
  await world.run('run-1', rows);
  if (failures > 0) await world.claim([hook], { limit: failures });
  for (let n = 1; n <= failures; n++) await world.settle(failed(id(n), 1, { endedAt: NOW, nextAt: NOW }));
  return hook;
}

const breakerOf = async ({ store }: World) => {
  const { oldestDue } = await store.outboxSummary(NOW + 365 * 24 * 60 * MINUTE);
  return { failures: oldestDue[0]?.hook.failures, openUntil: oldestDue[0]?.hook.openUntil };
};

export const BREAKERS: Cases = {
  'open after five failures of different deliveries in a row': async (world) => {
    const hook = await failing(world, 8, 4);
    world.expect(await breakerOf(world)).toEqual({ failures: 4, openUntil: 0 });
    const [next] = await world.claim([hook], { limit: 1 });
    world.expect(next?.id).toBe(id(5));
    await world.settle(failed(id(5), 1, { endedAt: NOW, nextAt: NOW }));
    world.expect(await breakerOf(world)).toEqual({ failures: 5, openUntil: NOW + MINUTE });
  },

  'keep what waits from being tried': async (world) => {
    const hook = await failing(world, 8, 5);
    world.expect(await breakerOf(world)).toEqual({ failures: 5, openUntil: NOW + MINUTE });
    world.expect(await world.claim([hook])).toEqual([]);
    world.expect(await world.claim([hook], { now: NOW + MINUTE - 1 })).toEqual([]);
    world.expect(await world.store.nextDue([hook])).toBe(NOW + MINUTE);
  },

  'count no blocking deliveries: the gate of a run opens after a few attempts (D23)': async (world) => {
    const [hook = 0] = await world.hooks('notify');
    const rows = Array.from({ length: 6 }, (_, n) => delivery(id(n + 1), hook, { blocking: true }));
    await world.run('run-1', rows);
    await world.claim([hook]);
    for (let n = 1; n <= 6; n++) await world.settle(failed(id(n), 1, { endedAt: NOW, nextAt: NOW }));
    world.expect(await breakerOf(world)).toEqual({ failures: 0, openUntil: 0 });
    world.expect((await world.claim([hook])).length).toBe(6);
  },

  'count a delivery once': async (world) => {
    const hook = await failing(world, 1, 1);
    for (let claim = 2; claim < 9; claim++) {
      await world.claim([hook]);
      await world.settle(failed(id(1), claim, { endedAt: NOW, nextAt: NOW }));
    }
    world.expect(await breakerOf(world)).toEqual({ failures: 1, openUntil: 0 });
  },

  'begin to count anew after a success': async (world) => {
    const hook = await failing(world, 6, 4);
    world.expect((await world.claim([hook])).length).toBe(6);
    for (const n of [1, 2, 3]) await world.settle(failed(id(n), 2, { endedAt: NOW, nextAt: NOW }));
    await world.settle(delivered(id(4), 2));
    world.expect(await breakerOf(world)).toEqual({ failures: 0, openUntil: 0 });
    await world.claim([hook]);
    await world.settle(failed(id(1), 3, { endedAt: NOW, nextAt: NOW }));
    world.expect(await breakerOf(world)).toEqual({ failures: 1, openUntil: 0 });
  },

  'let one delivery try in each interval, which doubles as long as it fails': async (world) => {
    const hook = await failing(world, 8, 5);
    let now = NOW + MINUTE;
    for (const minutes of [2, 4, 8, 16, 30, 30]) {
      const [probe, ...others] = await world.claim([hook], { now });
      world.expect(others).toEqual([]);
      world.expect(await world.claim([hook], { now })).toEqual([]);
      await world.settle(failed(probe?.id ?? '', probe?.claim ?? 0, { endedAt: now, nextAt: now }));
      world.expect(await breakerOf(world)).toMatchObject({ openUntil: now + minutes * MINUTE });
      now += minutes * MINUTE;
    }
    const [probe] = await world.claim([hook], { now });
    await world.settle(delivered(probe?.id ?? '', probe?.claim ?? 0));
    world.expect(await breakerOf(world)).toEqual({ failures: 0, openUntil: 0 });
    world.expect((await world.claim([hook], { now })).length).toBe(7);
  },

  'are not opened for longer by failures that began before': async (world) => {
    const hook = await failing(world, 8, 0);
    await world.claim([hook]);
    for (let n = 1; n <= 8; n++) await world.settle(failed(id(n), 1, { endedAt: NOW + n, nextAt: NOW }));
    world.expect(await breakerOf(world)).toEqual({ failures: 8, openUntil: NOW + 5 + MINUTE });
  },

  'let another try where the one was given back, or its process died': async (world) => {
    const hook = await failing(world, 8, 5);
    const now = NOW + MINUTE;
    const [probe] = await world.claim([hook], { now });
    await world.store.release([
      { id: probe?.id ?? '', claim: probe?.claim ?? 0, nextAt: now, unroutableAt: undefined },
    ]);
    world.expect((await world.claim([hook], { now })).length).toBe(1);
    world.expect(await world.claim([hook], { now: now + MINUTE - 1 })).toEqual([]);
    world.expect((await world.claim([hook], { now: now + MINUTE })).length).toBe(1);
  },

  'hold later hooks of a trigger not back': async (world) => {
    await failing(world, 5, 5);
    const [notify = 0, page = 0] = await world.hooks('notify', 'page');
    await world.run('run-2', [delivery('run-2/1/notify', notify), delivery('run-2/1/page', page, { order: 1 })]);
    world.expect(ids(await world.claim([page]))).toEqual(['run-2/1/page']);
  },
};

export const SUMMARY: Cases = {
  'counts deliveries by their state': async (world) => {
    const hook = await failing(world, 3, 1);
    const rows = [
      delivery('run-2/1/a', hook, { state: 'suppressed', reason: 'muted' }),
      delivery('run-2/2/a', hook, { state: 'running' }),
      delivery('run-2/3/a', hook, { state: 'running' }),
    ];
    await world.run('run-2', rows);
    await world.settle(delivered('run-2/2/a', 1));
    const { counts } = await world.store.outboxSummary(NOW);
    world.expect(counts).toEqual({ open: 0, pending: 3, running: 1, delivered: 1, suppressed: 1, folded: 0, dead: 0 });
  },

  'tells the oldest that is due of each hook': async (world) => {
    const [notify = 0, page = 0, none = 0] = await world.hooks('notify', 'page', 'none');
    await world.run('run-1', [
      delivery('run-1/1/a', notify, { createdAt: NOW - 5 }),
      delivery('run-1/2/a', notify, { createdAt: NOW - 9 }),
      delivery('run-1/3/a', page, { createdAt: NOW - 20 }),
      delivery('run-1/4/a', none, { createdAt: NOW + 1 }),
    ]);
    const { oldestDue } = await world.store.outboxSummary(NOW);
    const names = { location: 'shop', environment: 'test', job: 'daily', failures: 0, openUntil: 0 };
    world.expect(oldestDue).toEqual([
      { hook: { ...names, id: page, name: 'page' }, dueAt: NOW - 20, count: 1 },
      { hook: { ...names, id: notify, name: 'notify' }, dueAt: NOW - 9, count: 2 },
    ]);
  },
};
