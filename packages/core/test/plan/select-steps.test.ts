import { InvalidInvocationError } from '../../src/errors/definition-errors';
import { createPlan } from '../../src/plan/create-plan';
import type { Plan } from '../../src/plan/plan';
import { selectSteps } from '../../src/plan/select-steps';
import { buildHook, buildJob, buildNode, buildOp, from } from './build-job';

const keys = (plan: Plan) => plan.snapshot.steps.map((step) => step.key);

function errorOf(run: () => unknown): InvalidInvocationError {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidInvocationError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('selectSteps', () => {
  const report = [{ path: 'report', hooks: [] }];
  /** extract → clean → load → report.draw → report.send ← clean, audit; extract → audit; load is also after audit. */
  const etl = () =>
    createPlan(
      buildJob(
        [
          buildNode('extract'),
          buildNode('clean', { inputs: [from(0)] }),
          buildNode('audit', { inputs: [from(0)] }),
          buildNode('load', { inputs: [from(1)], after: [2] }),
          buildNode('draw', { graphs: report, inputs: [from(3)] }),
          buildNode('send', { graphs: report, inputs: [from(4), { kind: 'list', items: [from(1, 'bad'), from(2)] }] }),
        ],
        { name: 'etl', hooks: [buildHook('h'), buildHook('r', 'runSuccess')] },
      ),
    );
  const all = ['extract', 'clean', 'audit', 'load', 'report.draw', 'report.send'];

  it.each([
    [['extract'], ['extract']],
    [
      ['extract', 'clean'],
      ['extract', 'clean'],
    ],
    [['*clean'], ['extract', 'clean']],
    [['*load'], ['extract', 'clean', 'audit', 'load']],
    [
      ['+load', 'extract'],
      ['extract', 'clean', 'audit', 'load'],
    ],
    [['++load'], ['extract', 'clean', 'audit', 'load']],
    [['extract+'], ['extract', 'clean', 'audit']],
    [['extract*'], all],
    [['+clean+', 'report.draw', 'audit'], all],
    [['*report.draw'], all.slice(0, 5)],
    [['*report'], all],
    [
      ['audit', '*clean'],
      ['extract', 'clean', 'audit'],
    ],
  ])('takes %j', (selection, expected) => {
    expect(keys(selectSteps(etl(), selection))).toEqual(expected);
  });

  it('keeps hooks and code (S8), and drops an after on a step that is left out', () => {
    const plan = etl();
    const selected = selectSteps(plan, ['extract', 'clean', 'load']);
    expect(selected.hooks).toBe(plan.hooks);
    expect(selected.snapshot.runHooks).toEqual([1]);
    expect(selected.snapshot.steps.map(({ hooks, upstream }) => [hooks, upstream])).toEqual([
      [[0], []],
      [[0], [0]],
      [[0], [1]],
    ]);
    expect(selected.ops.map((op) => op.name)).toEqual(['extract', 'clean', 'load']);
    expect(selected.indexOf.get('load')).toBe(2);
    expect([...selected.graph.targets]).toEqual([1, 2]);
  });

  it('names op, input and source where a source is left out, all in one text', () => {
    const error = errorOf(() => selectSteps(etl(), ['report.send', 'load']));
    expect(error.code).toBe('HOOKLINE_BAD_SELECTION');
    expect(error.message).toBe(
      "opSelection of job 'etl': Input 1 of op 'report.send' comes from op 'report.draw', which is not selected. " +
        "Input 2 of op 'report.send' comes from output 'bad' of op 'clean', which is not selected. " +
        "Input 2 of op 'report.send' comes from op 'audit', which is not selected. " +
        "Input 1 of op 'load' comes from op 'clean', which is not selected. " +
        "Select the sources too, for example with '*' before the name, or run the whole job.",
    );
  });

  it('needs the dynamic step of a mapped one', () => {
    const nodes = [
      buildNode('d', { op: buildOp('d', { dynamic: true }) }),
      buildNode('broadcast', { scope: 0 }),
      buildNode('item', { scope: 0, inputs: [from(0)] }),
      buildNode('first'),
    ];
    const mapped = createPlan(
      buildJob([...nodes.slice(3), ...nodes.slice(0, 1), buildNode('broadcast', { scope: 1 })]),
    );
    expect(selectSteps(mapped, ['d', 'broadcast']).snapshot.steps[1]).toMatchObject({ scope: 0, upstream: [0] });
    const whole = createPlan(buildJob(nodes));
    expect(errorOf(() => selectSteps(whole, ['broadcast', 'item'])).message).toContain(
      "Op 'broadcast' is mapped over 'd', which is not selected. Input 1 of op 'item' comes from op 'd', which is not selected. Select",
    );
  });

  it('tells all that a mapped step lacks, and what a collection does', () => {
    const plan = createPlan(
      buildJob([
        buildNode('d', { op: buildOp('d', { dynamic: true }) }),
        buildNode('outer'),
        buildNode('item', { scope: 0, inputs: [from(1)] }),
        buildNode('sum', { inputs: [{ kind: 'collect', node: 2, output: 'result' }] }),
      ]),
    );
    expect(errorOf(() => selectSteps(plan, ['item', 'sum'])).message).toContain(
      "Input 1 of op 'item' comes from op 'outer', which is not selected. Op 'item' is mapped over 'd', which is not selected. Select",
    );
    expect(errorOf(() => selectSteps(plan, ['sum'])).message).toContain(
      "Input 1 of op 'sum' comes from op 'item', which is not selected. Select",
    );
  });

  it('does not take a part of a name for one', () => {
    expect(errorOf(() => selectSteps(etl(), ['repor'])).message).toContain(
      "There is no step or graph 'repor'. Did you mean 'report'?",
    );
  });

  it('explains every bad selector and lists what there is', () => {
    const error = errorOf(() =>
      selectSteps(etl(), ['lod', 'reprot', 'nowhere', 'load[a]', 'a b', 7 as never, 'report.*']),
    );
    expect(error.message).toBe(
      "opSelection of job 'etl': There is no step or graph 'lod'. Did you mean 'load'? " +
        "There is no step or graph 'reprot'. Did you mean 'report'? There is no step or graph 'nowhere'. " +
        "'load[a]' is not a selector. Mapped steps can only be selected together, by the name without the key. " +
        "'a b' is not a selector. 7 is not a selector. 'report.*' is not a selector. " +
        "Give 'name' for a step or all steps of a graph; '*name' or 'name*' adds all upstream or downstream, " +
        "'+name' or 'name+' one level, '++name' two. " +
        `The job has these steps: ${all.join(', ')}.`,
    );
  });

  it('refuses an empty list and what is no list', () => {
    expect(errorOf(() => selectSteps(etl(), [])).message).toContain('The list is empty, which selects nothing.');
    expect(errorOf(() => selectSteps(etl(), 'load' as never)).message).toContain("It is 'load', not a list.");
  });

  it('counts what it does not list', () => {
    const many = createPlan(buildJob(Array.from({ length: 23 }, (_, index) => buildNode(`n${index}`))));
    const { message } = errorOf(() =>
      selectSteps(
        many,
        Array.from({ length: 22 }, (_, index) => `x${index}y${index}z`),
      ),
    );
    expect(message).toContain("'x19y19z'. (And 2 more.)");
    expect(message).toContain('n19 and 3 more.');
  });
});
