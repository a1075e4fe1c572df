import { createMemoryStore, describeStore, fakeClock } from '@hookline/testing';

describeStore('memory', () => Promise.resolve(createMemoryStore()));

describe('the store in memory', () => {
  it('answers a commit at once, and refuses one by a rejection', async () => {
    const store = createMemoryStore();
    const nothing = { processId: 'p1', runs: [], outcomes: [], hookLog: [] };
    expect(store.commit(nothing)).toEqual([]);
    await store.close();
    await expect(store.commit(nothing)).rejects.toMatchObject({ code: 'HOOKLINE_STORE_CLOSED' });
  });

  it('lets hearts beat by the clock that it is given', async () => {
    const clock = fakeClock();
    const store = createMemoryStore({ clock });
    const names = { host: 'h', bootId: 'b', pid: 1, started: 's', location: 'l', environment: 'e' };
    await store.registerProcess({ id: 'p1', ...names, role: 'daemon' });
    const stop = await store.startHeart({ processId: 'p1' });
    await clock.advance('9s');
    expect((await store.liveProcesses())[0]?.beat).toBe(4);
    await store.endProcess('p1', clock.now());
    await clock.advance('9s');
    await stop();
    await clock.advance('9s');
    expect(await store.liveProcesses()).toEqual([]);
  });
});
