import { type Cases, created, event, NOW, newRun, part, type World } from './world';

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

const queue = (world: World, id: string, given: Parameters<typeof newRun>[1]) =>
  world.commit({
    runs: [created(id, { epoch: 0, status: 'queued', created: newRun(id, given) })],
  });

export const RUNS: Cases = {
  'finds ids by their beginning, whatever characters it has': async (world) => {
    for (const id of ['run-1', 'run-10', 'run_1', 'run%', 'Run-1']) await world.run(id);
    world.expect(await world.store.findRunIds('run-1', 10)).toEqual(['run-1', 'run-10']);
    world.expect(await world.store.findRunIds('run%', 10)).toEqual(['run%']);
    world.expect(await world.store.findRunIds('run_', 10)).toEqual(['run_1']);
    world.expect(await world.store.findRunIds('', 2)).toEqual(['Run-1', 'run%']);
    world.expect(await world.store.findRunIds('x', 2)).toEqual([]);
  },

  'lists runs page by page, the newest first': async (world) => {
    for (const [id, createdAt] of [
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 3],
    ] as const)
      await world.commit({ runs: [created(id, { created: newRun(id, { createdAt: NOW + createdAt }) })] });
    const first = await world.store.listRuns({ limit: 2 });
    world.expect(ids(first)).toEqual(['d', 'c']);
    const before = first.at(-1);
    world.expect(ids(await world.store.listRuns({ limit: 9, ...(before && { before }) }))).toEqual(['b', 'a']);
  },

  'lists runs of one kind': async (world) => {
    await world.commit({ runs: [created('a', { created: newRun('a', { location: 'other' }) })] });
    await world.commit({ runs: [created('b', { created: newRun('b', { environment: 'other' }) })] });
    await world.commit({ runs: [created('c', { created: newRun('c', { job: 'other' }) })] });
    await world.commit({ runs: [created('d', { status: 'success', endedAt: NOW })] });
    const list = async (query: object) => ids(await world.store.listRuns({ limit: 9, ...query }));
    world.expect(await list({ location: 'other' })).toEqual(['a']);
    world.expect(await list({ environment: 'other' })).toEqual(['b']);
    world.expect(await list({ job: 'other' })).toEqual(['c']);
    world.expect(await list({ statuses: ['success', 'failure'] })).toEqual(['d']);
    world.expect(await list({ statuses: [] })).toEqual([]);
    world.expect(await list({ location: 'shop', job: 'daily', statuses: ['running'] })).toEqual(['b']);
  },

  'gives queued runs out by priority, then by age, each once': async (world) => {
    await queue(world, 'young', { createdAt: NOW + 1 });
    await queue(world, 'old', { createdAt: NOW });
    await queue(world, 'urgent', { priority: 1, createdAt: NOW + 2 });
    await queue(world, 'elsewhere', { location: 'other' });
    const request = { processId: 'p2', location: 'shop', environment: 'test' };
    const claimed = [];
    for (let count = 0; count < 4; count++) claimed.push((await world.store.claimQueuedRun(request))?.id);
    world.expect(claimed).toEqual(['urgent', 'old', 'young', undefined]);
    world
      .expect(await world.store.getRun('old'))
      .toMatchObject({ status: 'running', epoch: 1, owner: 'p2', recoveries: 0 });
    world.expect(await world.commit({ processId: 'p2', runs: [part('old', 1)] })).toEqual([]);
  },

  'lets a run be taken over from the holder that is meant, once': async (world) => {
    await world.run('run-1');
    const [run] = [{ id: 'run-1', epoch: 1 }];
    const taken = await world.store.takeOverRun(run, 'p2');
    world.expect(taken).toMatchObject({ id: 'run-1', epoch: 2, owner: 'p2', recoveries: 1, status: 'running' });
    world.expect(await world.store.takeOverRun(run, 'p3')).toBeUndefined();
    world.expect(await world.store.takeOverRun({ id: 'none', epoch: 1 }, 'p3')).toBeUndefined();
    world.expect(await world.commit({ runs: [part('run-1', 1)] })).toEqual(['run-1']);
    const next = part('run-1', 1, { epoch: 2 });
    world.expect(await world.commit({ processId: 'p2', runs: [next] })).toEqual([]);
  },

  'does not let a run be taken over that nobody holds': async (world) => {
    await queue(world, 'run-1', {});
    world.expect(await world.store.takeOverRun({ id: 'run-1', epoch: 0 }, 'p2')).toBeUndefined();
  },

  'tells which runs processes hold': async (world) => {
    await world.run('run-1');
    await world.run('run-2');
    await world.commit({ runs: [part('run-2', 1, { status: 'success', endedAt: NOW })] });
    await world.commit({ processId: 'p2', runs: [created('run-3')] });
    world.expect(ids(await world.store.runsOf(['p1']))).toEqual(['run-1']);
    world.expect(ids(await world.store.runsOf(['p1', 'p2', 'p3']))).toEqual(['run-1', 'run-3']);
    world.expect(await world.store.runsOf([])).toEqual([]);
  },

  'passes requests to cancel on to the process that holds the run': async (world) => {
    await world.run('run-1');
    world.expect(await world.store.requestCancel('run-1')).toBe(true);
    world.expect(await world.store.requestCancel('run-1')).toBe(true);
    world.expect(await world.store.requestCancel('none')).toBe(false);
    world.expect(await world.store.cancelRequestsOf('p1')).toEqual(['run-1']);
    world.expect(await world.store.cancelRequestsOf('p2')).toEqual([]);
    world.expect(await world.store.getRun('run-1')).toMatchObject({ cancelRequested: true });
    await world.commit({ runs: [part('run-1', 1, { status: 'cancelled', endedAt: NOW })] });
    world.expect(await world.store.cancelRequestsOf('p1')).toEqual([]);
  },
};

export const EVENTS: Cases = {
  'are read page by page': async (world) => {
    const events = [1, 2, 3, 4, 5].map((seq) => event('run-1', seq));
    await world.commit({ runs: [created('run-1', { events })] });
    world.expect(await world.store.readEvents('run-1', { after: 0, limit: 2 })).toEqual(events.slice(0, 2));
    world.expect(await world.store.readEvents('run-1', { after: 2, limit: 9 })).toEqual(events.slice(2));
    world.expect(await world.store.readEvents('run-1', { after: 5, limit: 9 })).toEqual([]);
    world.expect(await world.store.readEvents('none', { after: 0, limit: 9 })).toEqual([]);
    world.expect(await world.store.readEvent('run-1', 3)).toEqual(events[2]);
    world.expect(await world.store.readEvent('run-1', 6)).toBeUndefined();
  },

  'hold any text': async (world) => {
    const data = JSON.stringify({ text: `'"\\ \n\u0000 \ud800 😀 ${'long '.repeat(10_000)}` });
    await world.commit({ runs: [created('run-1', { events: [event('run-1', 1, { data, stepKey: 'schön[€ 😀]' })] })] });
    world.expect(await world.store.readEvent('run-1', 1)).toMatchObject({ data, stepKey: 'schön[€ 😀]' });
  },

  'tell the outputs of steps, mapped ones by their plain key or their own': async (world) => {
    const keys = ['load', 'bill[B]', 'bill', 'bill[A]', 'bill2', 'bill_x[A]', 'billing'];
    const events = keys.map((stepKey, index) => event('run-1', index + 1, { type: 'step.output', stepKey }));
    const other = event('run-1', keys.length + 1, { stepKey: 'bill' });
    await world.commit({ runs: [created('run-1', { events: [...events, other] })] });
    const read = async (...wanted: readonly string[]) =>
      (await world.store.readOutputs('run-1', wanted)).map(({ stepKey }) => stepKey);
    world.expect(await read('bill')).toEqual(['bill[B]', 'bill', 'bill[A]']);
    world.expect(await read('bill[A]', 'load', 'none')).toEqual(['load', 'bill[A]']);
    world.expect(await read('bill', 'bill[A]')).toEqual(['bill[B]', 'bill', 'bill[A]']);
    world.expect(await read()).toEqual([]);
  },

  'tell the outputs of very many steps': async (world) => {
    const keys = Array.from({ length: 1_200 }, (_, index) => `step_${index}`);
    const events = keys.map((stepKey, index) => event('run-1', index + 1, { type: 'step.output', stepKey }));
    await world.commit({ runs: [created('run-1', { events })] });
    world.expect((await world.store.readOutputs('run-1', [...keys].reverse())).length).toBe(1_200);
  },
};
