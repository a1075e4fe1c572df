import { type Cases, delivery, NOW, type World } from './world';

const process = (id: string) => ({
  ...{ id, host: 'host-1', bootId: 'boot-1', pid: 42, started: '1234', location: 'shop', environment: 'test' },
  role: 'daemon' as const,
});

export const PROCESSES: Cases = {
  'are there until they have ended': async (world) => {
    await world.store.registerProcess(process('p1'));
    await world.store.registerProcess(process('p2'));
    const [first, second] = await world.store.liveProcesses();
    world.expect(first).toEqual({ ...process('p1'), beat: 0, ended: undefined });
    world.expect(second).toMatchObject({ id: 'p2' });
    await world.store.endProcess('p1', NOW);
    await world.store.endProcess('none', NOW);
    world.expect((await world.store.liveProcesses()).map(({ id }) => id)).toEqual(['p2']);
  },

  'have not ended while a run or a delivery hangs on them': async (world) => {
    const [notify = 0] = await world.hooks('notify');
    const isThere = async () => (await world.store.liveProcesses()).length > 0;
    await world.store.registerProcess(process('p2'));
    await world.run('run-1', [delivery('run-1/1/notify', notify)]);
    const [claimed] = await world.claim([notify], { processId: 'p2' });
    await world.store.endProcess('p2', NOW);
    world.expect(await isThere()).toBe(true);
    await world.store.release([
      { id: 'run-1/1/notify', claim: claimed?.claim ?? 0, nextAt: NOW, unroutableAt: undefined },
    ]);
    world.expect(await world.store.takeOverRun({ id: 'run-1', epoch: 1 }, 'p2')).toMatchObject({ owner: 'p2' });
    await world.store.endProcess('p2', NOW);
    world.expect(await isThere()).toBe(true);
    world.expect(await world.store.takeOverRun({ id: 'run-1', epoch: 2 }, 'p3')).toMatchObject({ owner: 'p3' });
    await world.store.endProcess('p2', NOW);
    world.expect(await isThere()).toBe(false);
  },

  'either end or get something, whatever comes at once': async (world) => {
    const [notify = 0] = await world.hooks('notify');
    for (let round = 0; round < 30; round += 1) {
      const id = `p2-${round}`;
      await world.store.registerProcess(process(id));
      await world.run(`run-${round}`, [delivery(`run-${round}/1/notify`, notify)]);
      const [taken] = await Promise.all([world.claim([notify], { processId: id }), world.store.endProcess(id, NOW)]);
      const live = await world.store.liveProcesses();
      world.expect(live.some((row) => row.id === id)).toBe(taken.length > 0);
      if (taken.length === 0) await world.claim([notify], { processId: 'p1' });
    }
  },

  'have a heart that beats until it is stopped': async (world) => {
    await world.store.registerProcess(process('p1'));
    const stop = await world.store.startHeart({ processId: 'p1', interval: 10 });
    await beats(world, 3);
    await stop();
    const { beat } = (await world.store.liveProcesses())[0] ?? {};
    await new Promise((resolve) => setTimeout(resolve, 50));
    world.expect((await world.store.liveProcesses())[0]?.beat).toBe(beat);
  },
};

/** Waits until the heart has beaten so often. */
async function beats({ store }: World, count: number): Promise<void> {
  for (;;) {
    const [row] = await store.liveProcesses();
    if ((row?.beat ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const BYTES = new Uint8Array([0, 1, 255, 10, 13]);

export const BLOBS: Cases = {
  'come back as they were': async (world) => {
    await world.store.putBlob('run-1/1/load/result', BYTES);
    await world.store.putBlob('run-1/1/load', new Uint8Array());
    world.expect(await world.store.getBlob('run-1/1/load/result')).toEqual(BYTES);
    world.expect(await world.store.getBlob('run-1/1/load')).toEqual(new Uint8Array());
    world.expect(await world.store.getBlob('run-1/1')).toBeUndefined();
    world.expect(await world.store.getBlob('run-1/1/load/result/x')).toBeUndefined();
  },

  'are told apart by every character of their address': async (world) => {
    const addresses = [
      'a',
      'A',
      'ä',
      'a b',
      'a+b',
      'a%20b',
      '%61',
      '.a',
      'a.',
      `${'x'.repeat(300)}1`,
      `${'x'.repeat(300)}2`,
    ];
    for (const [index, address] of addresses.entries()) await world.store.putBlob(address, new Uint8Array([index]));
    for (const [index, address] of addresses.entries())
      world.expect(await world.store.getBlob(address)).toEqual(new Uint8Array([index]));
  },

  'are written once': async (world) => {
    await world.store.putBlob('run-1/a', BYTES);
    await world.store.putBlob('run-1/a', BYTES);
    const other = world.store.putBlob('run-1/a', new Uint8Array([1]));
    await world.expect(other).rejects.toMatchObject({ code: 'HOOKLINE_INVARIANT' });
    world.expect(await world.store.getBlob('run-1/a')).toEqual(BYTES);
  },

  'have no address that leads elsewhere': async (world) => {
    for (const address of ['', '/', '/etc/passwd', '../a', 'a/../../b', 'a/./b', 'a//b', 'a/', 'a/...', 'a\0b']) {
      const code = 'HOOKLINE_STORE_ADDRESS';
      await world.expect(world.store.putBlob(address, BYTES)).rejects.toMatchObject({ code });
      await world.expect(world.store.getBlob(address)).rejects.toMatchObject({ code });
    }
    await world.store.putBlob('C:\\a', BYTES);
    world.expect(await world.store.getBlob('C:\\a')).toEqual(BYTES);
  },
};

export const ALL: Cases = {
  'counts what is in it, and is sound': async (world) => {
    await world.run('run-1');
    world.expect(await world.store.facts()).toMatchObject({ runs: 1, events: 1 });
    world.expect(await world.store.check()).toEqual([]);
  },

  'refuses everything once it is closed': async (world) => {
    await world.store.close();
    const code = 'HOOKLINE_STORE_CLOSED';
    await world.expect(world.store.getRun('run-1')).rejects.toMatchObject({ code });
    await world.expect(world.commit({})).rejects.toMatchObject({ code });
    await world
      .expect(world.store.claimQueuedRun({ processId: 'p', location: 'l', environment: 'e' }))
      .rejects.toMatchObject({ code });
    await world.store.close();
  },
};
