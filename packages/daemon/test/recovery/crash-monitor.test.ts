import { done, doors, forget, jobs } from './jobs';
import { crash, createWorld, ttl } from './world';

beforeEach(forget);

describe('CrashMonitor.recoverOnce', () => {
  it('leaves alone what it is not sure of', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    await world.daemon.monitor.recoverOnce();
    expect((await world.state()).status).toBe('running');
    await world.stop();
  });

  it('waits for signs of life where it is asked to, and no longer than they take', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    let endedAt: number | undefined;
    const once = world.daemon.monitor.recoverOnce({ wait: true }).then(() => {
      endedAt = world.clock.monotonic();
    });
    await world.clock.advance('1m');
    await once;
    expect(endedAt).toBeGreaterThanOrEqual(15_000);
    expect(endedAt).toBeLessThan(18_000);
    expect((await world.state()).status).toBe('failure');
    await world.stop();
  });

  it('waits for nobody who shows one', async () => {
    const world = await createWorld();
    let endedAt: number | undefined;
    const once = world.daemon.monitor.recoverOnce({ wait: true }).then(() => {
      endedAt = world.clock.monotonic();
    });
    await world.clock.advance('1m');
    await once;
    expect(endedAt).toBeLessThanOrEqual(4_500);
    await world.stop();
  });
});

describe('CrashMonitor', () => {
  it('goes on behind a run that it cannot read, tells of it once, and leaves it as it is', async () => {
    const world = await createWorld();
    void world.holder.execute(jobs.plain, { runId: 'run2' }).catch(() => undefined);
    await crash(world, jobs.plain);
    const readEvents = world.store.readEvents.bind(world.store);
    const reading = jest.spyOn(world.store, 'readEvents');
    reading.mockImplementation(async (runId, page) => {
      if (runId === 'run2') throw new Error('damaged');
      return readEvents(runId, page);
    });
    world.daemon.monitor.start();
    await world.clock.advance('1m');
    expect((await world.state('run1')).status).toBe('failure');
    expect(world.daemon.complaints).toEqual(["Run 'run2' could not be recovered: Error: damaged"]);
    expect(await world.store.getRun('run2')).toMatchObject({ owner: 'p1', epoch: 1, recoveries: 0 });
    // Its process stays in the list, by which it is found.
    expect((await world.store.liveProcesses()).map(({ id }) => id)).toContain('p1');
    reading.mockImplementation(readEvents);
    await world.clock.advance(5_000);
    await world.stop();
    expect((await world.state('run2')).status).toBe('failure');
    expect((await world.store.liveProcesses()).map(({ id }) => id)).not.toContain('p1');
  });

  it('ends a run later whose ending the store refused', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    jest.spyOn(world.store, 'commit').mockRejectedValueOnce(new Error('disk full'));
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    expect(await world.store.getRun('run1')).toMatchObject({ status: 'running', owner: 'p2' });
    await world.clock.advance(ttl);
    await world.stop();
    expect((await world.state()).status).toBe('failure');
    expect(await world.hooks()).toHaveLength(5);
  });

  it('does not take the runs that this process executes for forgotten', async () => {
    const world = await createWorld();
    const own = world.daemon.execute(jobs.plain, { runId: 'run2' });
    world.daemon.monitor.start();
    await world.clock.advance('2m');
    doors.get('hang')?.();
    await world.clock.advance(100);
    expect((await own).status).toBe('success');
    await world.stop();
    expect(await world.types('run2')).not.toContain('run.recovered');
  });

  it('tells the store once where it cannot be asked', async () => {
    const world = await createWorld();
    jest.spyOn(world.store, 'liveProcesses').mockRejectedValue(new Error('gone'));
    world.daemon.monitor.start();
    await world.clock.advance('1m');
    await world.stop();
    expect(world.daemon.complaints).toEqual(['Whether processes died could not be found out: Error: gone']);
  });

  it('names a process that its heart ended, because its event loop stood still', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    const live = world.store.liveProcesses.bind(world.store);
    jest
      .spyOn(world.store, 'liveProcesses')
      .mockImplementation(async () =>
        (await live()).map((row) => (row.id === 'p1' ? { ...row, reason: 'loopBlocked' as const } : row)),
      );
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect((await world.state()).error?.message).toContain('loopBlocked');
    expect(done).not.toContain('last 2');
  });
});
