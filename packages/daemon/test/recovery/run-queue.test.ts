import type { JobDefinition } from '@hookline/core/spi';
import { launchRun } from '../../src/instance/launch-run';
import { done, doors, forget, jobs } from './jobs';
import type { SimulatedProcess } from './simulated-process';
import { createWorld, ttl, type World } from './world';

beforeEach(forget);

/** Queues a run, by a process that then leaves. */
function launch({ store, clock, holder }: World, job: JobDefinition, options: { runId: string; priority?: number }) {
  const place = { location: 'tests', environment: 'test', processId: () => 'p1', now: () => clock.now() };
  const { runner } = holder;
  return launchRun({ store, runner, newRunId: () => options.runId, ...place }, job, options);
}

const running = ({ adoptions }: SimulatedProcess) => adoptions.size;

describe('RunQueue', () => {
  it('executes a queued run, which nothing had happened to', async () => {
    const world = await createWorld();
    await launch(world, jobs.plain, { runId: 'run1' });
    world.daemon.queue.start();
    await world.clock.advance(100);
    doors.get('hang')?.();
    await world.clock.advance(100);
    await world.stop();
    const types = await world.types();
    expect(types.slice(0, 4)).toEqual(['run.created', 'run.queued', 'run.started', 'step.started first']);
    expect(types).not.toContain('run.recovered');
    expect((await world.state()).status).toBe('success');
    expect(done).toContain('last 2');
    expect(await world.store.getRun('run1')).toMatchObject({ status: 'success', epoch: 1, recoveries: 0 });
  });

  it('finds a run that is queued later, within two seconds', async () => {
    const world = await createWorld();
    world.daemon.queue.start();
    await world.clock.advance('1m');
    await launch(world, jobs.plain, { runId: 'run1' });
    await world.clock.advance(2_000);
    expect(running(world.daemon)).toBe(1);
    await world.stop();
  });

  it('is told of one at once', async () => {
    const world = await createWorld();
    world.daemon.queue.start();
    await world.clock.advance('1m');
    await launch(world, jobs.plain, { runId: 'run1' });
    world.daemon.queue.stir();
    await world.clock.advance(0);
    expect(running(world.daemon)).toBe(1);
    await world.stop();
  });

  it('takes no more runs than it has places, the most urgent first, and the next when one has ended', async () => {
    const world = await createWorld();
    const daemon = await world.start({ id: 'p3', jobs: Object.values(jobs), bound: 2 });
    for (const [runId, priority] of [
      ['a', 0],
      ['b', 0],
      ['c', 5],
    ] as const)
      await launch(world, jobs.plain, { runId, priority });
    daemon.queue.start();
    await world.clock.advance('1m');
    expect(running(daemon)).toBe(2);
    expect((await world.store.getRun('c'))?.owner).toBe('p3');
    expect((await world.store.getRun('b'))?.status).toBe('queued');
    doors.get('hang')?.(); // of the run that came last
    await world.clock.advance(200);
    expect((await world.store.getRun('b'))?.status).toBe('running');
    await world.stop();
  });

  it('takes no more when it is stopped; what is under way goes on', async () => {
    const world = await createWorld();
    await launch(world, jobs.plain, { runId: 'a' });
    world.daemon.queue.start();
    await world.clock.advance(100);
    await world.daemon.queue.stop();
    await launch(world, jobs.plain, { runId: 'b' });
    doors.get('hang')?.();
    await world.clock.advance('1m');
    await world.stop();
    expect((await world.store.getRun('a'))?.status).toBe('success');
    expect((await world.store.getRun('b'))?.status).toBe('queued');
  });

  it('ends a run whose job is unknown here, as failure with run-failure hooks alone', async () => {
    const world = await createWorld();
    await launch(world, jobs.plain, { runId: 'run1' });
    const daemon = await world.start({ id: 'p3' });
    daemon.queue.start();
    await world.clock.advance(100);
    await world.stop();
    const { status, error, steps } = await world.state();
    expect(status).toBe('failure');
    expect(error).toMatchObject({ code: 'HOOKLINE_UNKNOWN_JOB' });
    expect(error?.message).toContain("job 'plain' of 'tests', which cannot be loaded any more");
    expect(steps.get('first')).toMatchObject({ status: 'notExecuted', skipReason: 'run' });
    expect(await world.hooks()).toEqual(['onRunFailure  pending']);
    expect(await world.types()).not.toContain('run.recovered');
  });

  it('ends a run whose job has another structure by now', async () => {
    const world = await createWorld();
    await launch(world, jobs.plain, { runId: 'run1' });
    const daemon = await world.start({ id: 'p3', jobs: [{ ...jobs.mapped, name: 'plain' }] });
    daemon.queue.start();
    await world.clock.advance(100);
    await world.stop();
    expect((await world.state()).error).toMatchObject({ code: 'HOOKLINE_JOB_CHANGED' });
  });

  it('ends a run whose config does not fit here, with run-failure hooks (S11)', async () => {
    const world = await createWorld();
    await launch(world, jobs.plain, { runId: 'run1' });
    jest.spyOn(world.daemon.runner, 'prepare').mockRejectedValue(new Error('variable DB_URL is not set'));
    world.daemon.queue.start();
    await world.clock.advance(100);
    await world.stop();
    const { status, error } = await world.state();
    expect([status, error?.message]).toEqual(['failure', 'variable DB_URL is not set']);
    expect(await world.hooks()).toEqual(['onRunFailure  pending']);
  });

  it('cancels a run without its code where somebody asked for it while it was queued', async () => {
    const world = await createWorld();
    await launch(world, jobs.plain, { runId: 'run1' });
    await world.store.requestCancel('run1');
    world.daemon.queue.start();
    await world.clock.advance(100);
    await world.stop();
    expect((await world.state()).status).toBe('cancelled');
    expect(await world.hooks()).toEqual([
      'onAnyCancel first pending',
      'onAnyCancel hang pending',
      'onAnyCancel last pending',
      'onRunCancel  pending',
    ]);
    expect(done).toEqual([]);
  });

  it('goes on behind a run that it cannot read', async () => {
    const world = await createWorld();
    await launch(world, jobs.plain, { runId: 'a' });
    await launch(world, jobs.plain, { runId: 'b' });
    const getPlan = world.store.getPlan.bind(world.store);
    jest.spyOn(world.store, 'getPlan').mockRejectedValueOnce(new Error('damaged')).mockImplementation(getPlan);
    world.daemon.queue.start();
    await world.clock.advance(100);
    expect((await world.store.getRun('b'))?.lastSeq).toBeGreaterThan(2);
    expect(world.daemon.complaints).toEqual([expect.stringContaining("Run 'a'") as string]);
    // It finds that one again, as a run that it holds and does not execute.
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    expect(await world.types('a')).toContain('run.recovered');
    await world.stop();
  });
});
