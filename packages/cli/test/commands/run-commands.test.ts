import type { RunDetails } from '@hookline/daemon';
import { ScratchProject } from '../run-cli';

const UUIDS = ['3f2a9c1e-0000-4000-8000-000000000001', '3f2a9c1e-0000-4000-8000-000000000002'];

describe('hookline run', () => {
  let project: ScratchProject;
  beforeEach(async () => {
    project = new ScratchProject();
    await project.type(['job', 'execute', 'nightly', '--input', 'broken=""', '--tag', 'team=billing']);
    await project.type(['job', 'execute', 'nightly', '--input', 'broken="no\\nrows"']);
    project.host.calls.length = 0;
  });
  afterEach(() => project.remove());

  const change = (at: number, what: Partial<RunDetails>): void => {
    project.host.runs[at] = { ...(project.host.runs[at] as RunDetails), ...what };
  };

  it('lists runs', async () => {
    expect((await project.type('run list')).out).toMatchInlineSnapshot(`
"RUN   JOB      STATUS   CREATED   TOOK  ENVIRONMENT  TAGS
run2  nightly  failure  5 s ago  1.2 s  local@box
run1  nightly  success  5 s ago  1.2 s  local@box    team=billing
"
`);
    expect((await project.type('run list --status success --limit 1')).out).toContain('run1');
    expect(JSON.parse((await project.type('run list --json')).out)).toMatchObject([{ id: 'run2' }, { id: 'run1' }]);
    const { out, err } = await project.type('run list --status cancelled');
    expect([out, err]).toEqual(['', 'There are no such runs in sqlite:.hookline/hookline.db.\n']);
  });

  it('shows as much of random ids as tells them apart', async () => {
    for (const [at, id] of UUIDS.entries()) change(at, { id });
    expect((await project.type('run list')).out).toContain(UUIDS[0]);
    change(0, { id: '11111111-0000-4000-8000-000000000001' });
    expect((await project.type('run list')).out).toMatch(/^3f2a9c1e /m);
  });

  it('shows a run', async () => {
    change(1, { parentId: 'run1', rootId: 'run0', notRestorable: [{ stepKey: 'load', reason: 'memory' }] });
    const { out, err } = await project.type('run show');
    expect(withoutTime(out)).toMatchInlineSnapshot(`
"Run        run2
Job        nightly
Created    <time> (5 s ago)
Location   shop, environment local@box
Parent     executes run1 again, of a line that began with run0
Resumable  no (output of load: memory)

✗ nightly failure in 1.2 s
  ✓ load               120 ms
  ✓ split              120 ms
  ┬ sum                        2 steps
    ✗ [day1]           120 ms  2 attempts: no ⏎ rows
      → tellFailure            delivered
    ✗ [day2]           120 ms  2 attempts: no ⏎ rows
      → tellFailure            delivered
  ○ store                      not executed: a step before it did not succeed
  → tellRun                    pending, attempt 2 in 1 min: no route to host

Error: no
  rows
"
`);
    expect(err).toMatchInlineSnapshot(`
"
Next
  hookline run rerun run2 --from-failure  executes what did not succeed, and what cannot be restored
  hookline hook deliver                   delivers what is due of 1 hook that wait; a daemon does, too
"
`);
    expect(JSON.parse((await project.type('run show run1 --json')).out)).toMatchObject({
      id: 'run1',
      status: 'success',
    });
  });

  it('prints events', async () => {
    const { out } = await project.type('run events run2 --after 4');
    expect(out.replace(/^\d\d:\d\d:\d\d\.\d{3}/gm, '<time>').replace(/\d+ ms/g, '<ms>')).toMatchInlineSnapshot(`
"<time>  step.succeeded    load  in <ms>
<time>  step.started      split
<time>  step.output       split  result: 2 keys (day1, day2)
<time>  step.succeeded    split  in <ms>
<time>  step.started      sum[day1]
<time>  step.started      sum[day2]
<time>  step.retrying     sum[day1]  exception: no ⏎ rows (again in <ms>)
<time>  step.retrying     sum[day2]  exception: no ⏎ rows (again in <ms>)
<time>  step.started      sum[day1]  attempt 2
<time>  step.started      sum[day2]  attempt 2
<time>  step.failed       sum[day1]  exception: no ⏎ rows
<time>  step.failed       sum[day2]  exception: no ⏎ rows
<time>  step.notExecuted  store  upstream
<time>  run.failed        no ⏎ rows
<time>  hook.completed    sum[day1]  tellFailure in <ms>
<time>  hook.completed    sum[day2]  tellFailure in <ms>
<time>  hook.failed       tellRun: no route to host
"
`);
    const lines = (await project.type('run events run2 --json --follow')).out.trim().split('\n');
    expect(JSON.parse(lines[0] as string)).toMatchObject({ type: 'run.created', runId: 'run2', seq: 1 });
  });

  it('executes a run again', async () => {
    const { exitCode, out, err } = await project.type('run rerun --from-failure');
    expect([exitCode, project.host.calls[0]]).toEqual([1, 'rerun run2 from failure']);
    expect(err).toContain('Executes run run2 of nightly again from its failure.');
    expect(out).toContain('nightly failure');
    await project.type('run rerun run1 --select load');
    expect(project.host.calls).toContain('rerun run1 load');
  });

  it('cancels a run', async () => {
    change(0, { endedAt: undefined });
    expect((await project.type('run cancel run1')).err).toContain('Asked run run1 to end');
    expect((await project.type('run cancel run2')).err).toContain('has ended already');
    expect(JSON.parse((await project.type('run cancel run2 --json')).out)).toEqual({ runId: 'run2', cancelled: false });
  });

  it.each([
    ['a run that is not there', 'run show nope'],
    ['an ambiguous id', 'run show run'],
    ['an unknown status', 'run list --status failed'],
    ['a limit that is none', 'run list --limit 0'],
    ['two selections', 'run rerun --from-failure --select load'],
    ['a cancel of nothing', 'run cancel'],
  ])('refuses %s', async (_, line) => {
    const { exitCode, out, err } = await project.type(line);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatchSnapshot();
  });

  it('refuses a rerun whose job is gone, or of another project', async () => {
    change(1, { job: 'nightl' });
    expect((await project.type('run rerun')).err).toMatchSnapshot();
    change(1, { location: 'billing' });
    expect((await project.type('run rerun run2')).err).toMatchSnapshot();
    project.host.runs.length = 0;
    expect((await project.type('run rerun')).err).toMatchSnapshot();
  });
});

/** In the zone of the machine. */
const withoutTime = (text: string): string => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>');
