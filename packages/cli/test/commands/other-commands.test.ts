import { deliveryRow } from '../fake-host';
import { NOW } from '../fake-world';
import { ScratchProject } from '../run-cli';

const HOOK = {
  id: 1,
  location: 'shop',
  environment: 'local@box',
  job: 'nightly',
  name: 'tellRun',
  failures: 5,
  openUntil: NOW + 60_000,
};

describe('hookline hook', () => {
  let project: ScratchProject;
  beforeEach(async () => {
    project = new ScratchProject();
    await project.type('job execute weekly');
    const error = JSON.stringify({ name: 'Error', message: 'no route to host' });
    project.host.deliveries.push(
      deliveryRow({}),
      deliveryRow({ id: 'run1/9/tellRun', hook: 'tellRun', stepKey: undefined, state: 'dead', attempts: 12, error }),
      deliveryRow({
        id: 'run1/8/tellRun',
        hook: 'tellRun',
        state: 'pending',
        attempts: 1,
        nextAt: NOW + 300_000,
        error,
      }),
    );
  });
  afterEach(() => project.remove());

  it('lists deliveries', async () => {
    expect((await project.type('hook deliveries')).out).toMatchInlineSnapshot(`
"DELIVERY            STATE      STEP  JOB      OWED       ATTEMPTS  WHAT
run1/7/tellFailure  delivered  load  nightly  1 min ago         1
run1/9/tellRun      dead             nightly  1 min ago        12  no route to host
run1/8/tellRun      pending    load  nightly  1 min ago         1  attempt 2 in 5 min: no route to host
"
`);
    expect((await project.type('hook deliveries --state dead --run run1')).out).toContain('run1/9/tellRun');
    expect(JSON.parse((await project.type('hook deliveries --hook tellRun --json')).out)).toHaveLength(2);
    expect((await project.type('hook deliveries --state open')).err).toContain('There are no such deliveries');
  });

  it('delivers what is due', async () => {
    expect((await project.type('hook deliver')).out).toMatchInlineSnapshot(`
"1 run of dead processes recovered, 2 delivered, 1 failed, tried again later, 3 not due yet, or owed by code that is not here
"
`);
    expect(project.host.opened.at(-1)).toMatchObject({ role: 'deliver', location: 'shop' });
    expect(JSON.parse((await project.type('hook deliver --json')).out)).toMatchObject({ delivered: 2, waiting: 3 });
  });

  it('re-opens deliveries', async () => {
    expect((await project.type('hook redeliver run/9/tellRun run/7/tellFailure')).err).toMatchInlineSnapshot(`
"1 delivery re-opened, 1 left as they are: neither dead nor suppressed. 'hookline hook deliver' attempts them; a daemon does, too.
"
`);
    expect(project.host.calls).toContain('redeliver run1/9/tellRun run1/7/tellFailure');
    expect((await project.type('hook redeliver --run run1')).err).toContain('1 delivery re-opened');
    expect(JSON.parse((await project.type('hook redeliver --all --state suppressed --json')).out)).toEqual({
      redelivered: 0,
      ids: [],
    });
  });

  it.each([
    ['an unknown state', 'hook deliveries --state ded'],
    ['a redelivery of nothing', 'hook redeliver'],
    ['a redelivery of a state that has ended', 'hook redeliver --all --state delivered'],
    ['two choices', 'hook redeliver run1/9/tellRun --all'],
  ])('refuses %s', async (_, line) => {
    const { exitCode, out, err } = await project.type(line);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatchSnapshot();
  });
});

describe('hookline instance', () => {
  let project: ScratchProject;
  beforeEach(() => {
    project = new ScratchProject();
  });
  afterEach(() => project.remove());

  it('shows what waits, and that nobody serves it', async () => {
    project.host.facts = {
      ...project.host.facts,
      outbox: { ...project.host.facts.outbox, oldestDue: [{ hook: HOOK, dueAt: NOW - 120_000, count: 2 }] },
    };
    expect((await project.type('instance info')).out).toMatchInlineSnapshot(`
"Store      sqlite:.hookline/hookline.db (sqlite, libsql, schema 1, 123.5 kB)
Location   shop, environment local@box
Holds      12 runs, 1234 events
Deliveries 2 pending, 30 delivered, 1 dead
Processes  none but this one

Due
  nightly/tellRun  2 deliveries due, the oldest for 2 min, held back for 1 min after 5 failures

Nobody serves these deliveries: nothing is lost, and nothing is sent.
  hookline daemon        serves them, and all that come
  hookline hook deliver  delivers what is due, and ends
"
`);
    expect(JSON.parse((await project.type('instance info --json')).out)).toMatchObject({
      location: 'shop',
      store: { runs: 12 },
    });
  });

  it('checks the store', async () => {
    expect(await project.type('instance check')).toMatchObject({
      exitCode: 0,
      out: 'sqlite:.hookline/hookline.db is sound.\n',
    });
    project.host.problems = ['Page 3 is never used.'];
    expect(await project.type('instance check')).toMatchObject({ exitCode: 2, out: 'Page 3 is never used.\n' });
  });

  it('migrates the store', async () => {
    expect((await project.type('instance migrate')).out).toBe('sqlite:.hookline/hookline.db: schema 1 → 2.\n');
  });
});

describe('hookline daemon', () => {
  it('serves until it is stopped, and tells what it does', async () => {
    const project = new ScratchProject();
    const { exitCode, out, err } = await project.type('daemon --json', {
      env: { HOOKLINE_ENV: 'prod' },
      isInterrupted: true,
    });
    expect([exitCode, JSON.parse(out)]).toEqual([0, expect.objectContaining({ runId: '3f2a9c1e' })]);
    expect(err).toBe('Serves shop in environment prod on sqlite:.hookline/hookline.db. Ctrl-C stops it.\n');
    project.remove();
  });
});
