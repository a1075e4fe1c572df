import type { JobDefinition } from '@hookline/core/spi';
import { done, doors, failures, forget, jobs } from './jobs';
import { crash, createWorld, ttl } from './world';

beforeEach(forget);

describe("a run whose process died, with resume 'fail'", () => {
  it('ends as failure: what ran has crashed, what had not begun is not executed', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect(await world.types()).toEqual([
      'run.created',
      'run.started',
      'step.started first',
      'step.output first',
      'step.succeeded first',
      'step.started hang',
      'run.recovered',
      'step.failed hang',
      'step.notExecuted last',
      'run.failed',
      'log',
    ]);
    const { status, steps, error } = await world.state();
    expect(status).toBe('failure');
    expect(steps.get('hang')).toMatchObject({ status: 'failure', failureKind: 'crash', attempts: 1 });
    expect(steps.get('last')).toMatchObject({ status: 'notExecuted', skipReason: 'run' });
    expect(error?.message).toContain('pid 1 on p1-host, embedded');
    expect(error).toMatchObject({ name: 'CrashError', code: 'HOOKLINE_CRASH' });
  });

  it('owes its hooks in the order of the job, in the hands of nobody', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect(await world.hooks()).toEqual([
      'filtered hang pending',
      'onCrash hang pending',
      'onFailure hang pending',
      'onRunFailure  pending',
      'onSkip last pending',
    ]);
    const rows = await world.store.listDeliveries({ runId: 'run1', limit: 100 });
    const failed = rows.filter(({ stepKey }) => stepKey === 'hang').sort((a, b) => a.order - b.order);
    expect(failed.map(({ hook }) => hook)).toEqual(['onFailure', 'onCrash', 'filtered']);
    expect(rows.every(({ owner, boundTo }) => owner === undefined && boundTo === undefined)).toBe(true);
    expect(world.daemon.stirred).toBeGreaterThan(0);
    const [log] = (await world.events()).filter(({ type }) => type === 'log');
    expect(log).toMatchObject({
      level: 'warn',
      message: expect.stringContaining("filter of hook 'filtered'") as string,
    });
  });

  it('holds back the hooks that its run config turns off', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain, { runConfig: { hooks: { onCrash: { enabled: false } } } });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect(await world.hooks()).toContain('onCrash hang suppressed');
  });

  it('holds back the hooks that the config of its job turns off', async () => {
    const world = await createWorld();
    await crash(world, jobs.quiet);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect(await world.hooks()).toContain('onCrash hang suppressed');
  });

  it('ends a step that waited for a retry with its last error as cause', async () => {
    const world = await createWorld();
    failures.push(new TypeError('not yet'));
    await crash(world, jobs.waiting);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const { steps } = await world.state();
    const flaky = steps.get('flaky');
    expect(flaky).toMatchObject({ status: 'failure', failureKind: 'crash', attempts: 1 });
    expect(flaky?.error?.cause).toMatchObject({ name: 'TypeError', message: 'not yet' });
    // It is the crash that the hooks are told of.
    expect(await world.hooks()).not.toContain('onTypeError flaky pending');
  });

  it('is cancelled where somebody had asked for it', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain, { resume: 'auto' });
    await world.store.requestCancel('run1');
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const { status, steps } = await world.state();
    expect([status, steps.get('hang')?.status, steps.get('last')?.status]).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ]);
    expect(await world.hooks()).toEqual([
      'onAnyCancel hang pending',
      'onAnyCancel last pending',
      'onCancel hang pending',
      'onRunCancel  pending',
    ]);
  });

  it('is the only thing that ends: its process is gone from the list, others are not', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect((await world.store.liveProcesses()).map(({ id }) => id)).toEqual(['p2']);
  });
});

describe('a run whose process is only slow', () => {
  it('is left alone while its heart beats', async () => {
    const world = await createWorld();
    const running = world.holder.execute(jobs.plain, { runId: 'run1' });
    world.daemon.monitor.start();
    await world.clock.advance('10m');
    doors.get('hang')?.();
    await world.clock.advance(100);
    expect((await running).status).toBe('success');
    await world.stop();
    expect(await world.types()).not.toContain('run.recovered');
  });

  it('is lost to it where it was stopped for too long: it writes nothing more, and learns that it was taken for dead', async () => {
    const world = await createWorld();
    const running = world.holder.execute(jobs.plain, { runId: 'run1' });
    const ended = expect(running).rejects.toThrow(/taken over/);
    await world.clock.advance(100);
    await world.holder.die();
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.holder.wakeUp();
    doors.get('hang')?.();
    await world.clock.advance(100);
    await ended;
    await world.holder.monitor.recoverOnce();
    expect(world.holder.declared).toBe(1);
    await world.stop();
    expect((await world.types()).slice(-2)).toEqual(['run.failed', 'log']);
    expect(done).not.toContain('last 2');
  });
});

describe("a run whose process died, with resume 'auto'", () => {
  it('goes on elsewhere from stored outputs; the crash used one attempt', async () => {
    const world = await createWorld();
    await crash(world, jobs.retried, { resume: 'auto' });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    doors.get('hang')?.();
    await world.clock.advance(100);
    await world.stop();
    const { status, steps } = await world.state();
    expect(status).toBe('success');
    expect(steps.get('hang')).toMatchObject({ status: 'success', attempts: 2 });
    expect(done.filter((text) => text === 'first')).toHaveLength(1);
    expect(done.filter((text) => text.startsWith('hang'))).toEqual(['hang {"rows":[1,2]}', 'hang {"rows":[1,2]}']);
    expect(done).toContain('last 2');
    const recovered = (await world.events()).find(({ type }) => type === 'run.recovered');
    expect(recovered).toMatchObject({
      reason: expect.stringMatching(/^The process \(pid 1 on p1-host, embedded\) died: /) as string,
    });
  });

  it('fails where no retry is left, and its hooks fire', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain, { resume: 'auto' });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const { status, steps } = await world.state();
    expect(status).toBe('failure');
    expect(steps.get('hang')).toMatchObject({ status: 'failure', failureKind: 'crash' });
    expect(steps.get('last')).toMatchObject({ status: 'notExecuted', skipReason: 'upstream' });
    // This process has the code: it asks the filter.
    expect(await world.hooks()).toEqual([
      'onCrash hang delivered',
      'onFailure hang delivered',
      'onRunFailure  delivered',
    ]);
  });

  it('goes on waiting for a retry that had been decided', async () => {
    const world = await createWorld();
    failures.push(new TypeError('not yet'));
    await crash(world, jobs.waiting, { resume: 'auto' });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    expect((await world.state()).steps.get('flaky')?.status).toBe('retrying');
    await world.clock.advance(60_000 - ttl);
    await world.stop();
    const { status, steps } = await world.state();
    expect([status, steps.get('flaky')?.attempts]).toEqual(['success', 2]);
  });

  it('goes on inside of a map: items that are done stay done', async () => {
    const world = await createWorld();
    await crash(world, jobs.mapped, { resume: 'auto' });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    doors.get('item 2')?.();
    await world.clock.advance(100);
    await world.stop();
    expect((await world.state()).status).toBe('success');
    expect(done.filter((text) => text.startsWith('item'))).toEqual(['item 1', 'item 2', 'item 2']);
    expect(done).toContain('sum 10,20');
  });

  it('ends where an output that is still needed was not stored, and says which', async () => {
    const world = await createWorld();
    await crash(world, jobs.lossy, { resume: 'auto' });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const { status, error } = await world.state();
    expect(status).toBe('failure');
    expect(error?.message).toContain("the output of step 'unstored' was not stored");
  });

  it('ends where a resource was given as a value, for no other process has it', async () => {
    const world = await createWorld();
    await crash(world, jobs.withDb, { resume: 'auto', resources: { db: { open: true } } });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    expect((await world.state()).error?.message).toContain("its resource 'db' was given as a value");
  });

  it('ends where its job has another structure by now, with advice', async () => {
    const world = await createWorld();
    await crash(world, jobs.retried, { resume: 'auto' });
    const changed = { ...jobs.mapped, name: 'retried' };
    const newer = await world.start({ id: 'p3', jobs: [changed] });
    newer.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const { status, error, steps } = await world.state();
    expect(status).toBe('failure');
    expect(error).toMatchObject({ code: 'HOOKLINE_JOB_CHANGED' });
    expect(error?.message).toContain('hookline run rerun run1 --from-failure');
    expect(steps.get('hang')?.failureKind).toBe('crash');
  });

  it('ends where it cannot be prepared any more, with the reason', async () => {
    const world = await createWorld();
    await crash(world, jobs.retried, { resume: 'auto' });
    jest.spyOn(world.daemon.runner, 'prepare').mockRejectedValue(new Error('variable DB_URL is not set'));
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const { status, error } = await world.state();
    expect([status, error?.message]).toEqual(['failure', 'variable DB_URL is not set']);
    expect(await world.hooks()).toContain('onRunFailure  pending');
  });

  it('is taken over three times and then ends, though its code is there', async () => {
    const world = await createWorld();
    await crash(world, jobs.patient, { resume: 'auto' });
    const all: readonly JobDefinition[] = Object.values(jobs);
    let last = world.daemon;
    for (const id of ['p3', 'p4', 'p5']) {
      last.monitor.start();
      await world.clock.advance(ttl);
      await last.die();
      last = await world.start({ id, jobs: all });
    }
    const adopt = jest.spyOn(last.adoptions, 'hand');
    last.monitor.start();
    await world.clock.advance(ttl);
    await world.stop();
    const { status, error } = await world.state();
    expect(status).toBe('failure');
    expect(error?.message).toContain('3 others');
    expect(adopt).not.toHaveBeenCalled();
    expect((await world.store.getRun('run1'))?.recoveries).toBe(4);
  });

  describe('where nobody has its code', () => {
    it('waits ten minutes for a process that has, and is then taken by it', async () => {
      const world = await createWorld();
      await crash(world, jobs.retried, { resume: 'auto' });
      const stranger = await world.start({ id: 'p3' });
      stranger.monitor.start();
      await world.clock.advance('9m');
      expect((await world.state()).status).toBe('running');
      world.daemon.monitor.start();
      await world.clock.advance(ttl);
      doors.get('hang')?.();
      await world.clock.advance(100);
      await world.stop();
      expect((await world.state()).status).toBe('success');
    });

    it('ends after ten minutes', async () => {
      const world = await createWorld();
      await crash(world, jobs.retried, { resume: 'auto' });
      const stranger = await world.start({ id: 'p3', adopts: false });
      stranger.monitor.start();
      await world.clock.advance('11m');
      await world.stop();
      const { status, error } = await world.state();
      expect(status).toBe('failure');
      expect(error?.message).toContain('no process that has the code of the job');
      expect((await world.store.liveProcesses()).map(({ id }) => id)).not.toContain('p1');
    });
  });
});

describe('several monitors', () => {
  it('recover a run once', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    const other = await world.start({ id: 'p3' });
    world.daemon.monitor.start();
    other.monitor.start();
    await world.clock.advance('1m');
    await world.stop();
    expect((await world.types()).filter((type) => type === 'run.recovered')).toHaveLength(1);
    expect(await world.store.getRun('run1')).toMatchObject({ epoch: 2, recoveries: 1, owner: undefined });
    expect(await world.hooks()).toHaveLength(5);
  });

  it('see to a run whose recovery died half way', async () => {
    const world = await createWorld();
    await crash(world, jobs.plain);
    const taken = world.store.takeOverRun.bind(world.store);
    jest.spyOn(world.store, 'takeOverRun').mockImplementationOnce(async (run, processId) => {
      const row = await taken(run, processId);
      await world.daemon.die();
      return row;
    });
    world.daemon.monitor.start();
    await world.clock.advance(ttl);
    expect((await world.store.getRun('run1'))?.owner).toBe('p2');
    const third = await world.start({ id: 'p3' });
    third.monitor.start();
    await world.clock.advance(ttl);
    expect((await world.state()).status).toBe('failure');
    expect((await world.types()).filter((type) => type === 'run.recovered')).toHaveLength(1);
    // The second one was only stopped: its commit comes too late.
    await world.daemon.wakeUp();
    await world.clock.advance(ttl);
    await world.stop();
    expect((await world.types()).filter((type) => type === 'run.failed')).toHaveLength(1);
  });
});
