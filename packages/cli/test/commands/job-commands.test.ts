import { ScratchProject } from '../run-cli';

describe('hookline job', () => {
  let project: ScratchProject;
  beforeEach(() => {
    project = new ScratchProject();
  });
  afterEach(() => project.remove());

  it('lists jobs', async () => {
    const { exitCode, out } = await project.type('job list');
    expect(out).toMatchInlineSnapshot(`
"JOB      STEPS  HOOKS  INPUTS        DESCRIPTION
nightly      4      2  days, broken  Sums up days.
weekly       1      0
"
`);
    expect(exitCode).toBe(0);
    const { out: json } = await project.type('job list --json');
    expect(JSON.parse(json)).toMatchObject([{ name: 'nightly', steps: ['load', 'split', 'sum', 'store'] }, {}]);
    expect(project.host.opened).toEqual([]);
  });

  it('executes a job, and shows its tree', async () => {
    const { exitCode, out, err } = await project.type(['job', 'execute', 'nightly', '--input', 'broken=""']);
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
"✓ nightly success in 1.2 s
  ✓ load        120 ms
  ✓ split       120 ms
  ┬ sum                 2 steps
    ✓ [day1]    120 ms
    ✓ [day2]    120 ms
  ✓ store       120 ms
"
`);
    expect(err).toMatch(/^run run1 of nightly\n▸ load\n✓ load in \d+ ms\n/);
    expect(project.host.opened).toMatchObject([{ location: 'shop', environment: 'local@box', role: 'execute' }]);
    expect(project.host.calls).toEqual(['close']);
  });

  it('ends with 1 when the run failed, and says what can be done', async () => {
    const { exitCode, out, err } = await project.type(['job', 'execute', 'nightly', '--input', 'broken="no rows"']);
    expect(exitCode).toBe(1);
    expect(out).toMatchInlineSnapshot(`
"✗ nightly failure in 1.2 s
  ✓ load               120 ms
  ✓ split              120 ms
  ┬ sum                        2 steps
    ✗ [day1]           120 ms  2 attempts: no rows
      → tellFailure            delivered
    ✗ [day2]           120 ms  2 attempts: no rows
      → tellFailure            delivered
  ○ store                      not executed: a step before it did not succeed
  → tellRun                    pending, attempt 2 in 1 min: no route to host
"
`);
    expect(err.slice(err.indexOf('\nNext'))).toMatchInlineSnapshot(`
"
Next
  hookline run show run1                  what happened, step by step
  hookline run rerun run1 --from-failure  executes what did not succeed, with the outputs of what did
  hookline hook deliver                   delivers what is due of 1 hook that wait; a daemon does, too
"
`);
  });

  it('shows no text of a live error, which may hold secrets', async () => {
    const { err } = await project.type(['job', 'execute', 'nightly', '--input', 'broken="s3cret"']);
    expect(err).toContain('✗ sum[day1] failed (Error)');
    expect(err).not.toContain('s3cret');
  });

  it('gives one JSON document', async () => {
    const { out } = await project.type(['job', 'execute', 'nightly', '--json', '--input', 'broken="no rows"']);
    const run = JSON.parse(out) as { status: string; steps: Record<string, { error?: { message: string } }> };
    expect(run.status).toBe('failure');
    expect(run.steps['sum[day1]']?.error?.message).toBe('no rows');
  });

  it('passes on config, inputs, selection and tags', async () => {
    project.write('base.yaml', 'inputs: { days: 1, broken: "" }\ntags: { a: one }\n');
    project.write('prod.yaml', 'inputs: { days: 3 }\n');
    const files = ['-c', `${project.folder}/base.yaml`, '-c', `${project.folder}/prod.yaml`];
    const options = ['--select', 'load,split', '--select', 'sum', '--tag', 'team=billing', '--tag', 'why=a=b'];
    const { exitCode, err } = await project.type(['job', 'execute', 'nightly', ...files, ...options]);
    expect([exitCode, err.includes('sum[day3]'), err.includes('store')]).toEqual([0, true, false]);
    expect(project.host.runs[0]?.tags).toEqual({ team: 'billing', why: 'a=b' });
  });

  it('ends with 130 when Ctrl-C cancelled the run', async () => {
    const { exitCode, out } = await project.type('job execute weekly', { isInterrupted: true });
    expect([exitCode, project.host.runs[0]?.status]).toEqual([130, 'cancelled']);
    expect(out).toContain('■ weekly cancelled');
  });

  it('launches a run', async () => {
    const { exitCode, out, err } = await project.type('job launch weekly --priority 3 --tag a=b');
    expect([exitCode, out]).toEqual([0, 'run9\n']);
    expect(err).toContain("'hookline daemon' executes it");
    expect(project.host.calls).toEqual(['launch weekly {"tags":{"a":"b"},"priority":3}', 'close']);
    expect(project.host.opened[0]?.role).toBe('tool');
    expect(JSON.parse((await project.type('job launch weekly --json')).out)).toEqual({ runId: 'run9' });
  });

  it.each([
    ['an unknown job', 'job execute nightli'],
    ['an unknown option', 'job execute nightly --slect load'],
    ['an unknown command', 'job exekute nightly'],
    ['no job', 'job execute'],
    ['one argument too many', 'job list nightly'],
    ['a file that is not there', 'job execute nightly -c prod.yml'],
    ['a tag without =', 'job execute nightly --tag billing'],
    ['a tag without a name', 'job execute nightly --tag =billing'],
    ['an input that is no JSON', 'job execute nightly --input day=s3cret'],
    ['an input of the wrong type', 'job execute nightly --input days="x"'],
    ['an op that there is not', 'job execute nightly --select laod'],
    ['a priority that is no number', 'job launch nightly --priority high'],
  ])('refuses %s', async (_, line) => {
    const { exitCode, out, err } = await project.type(line);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).not.toContain('s3cret');
    expect(err).toMatchSnapshot();
  });
});
