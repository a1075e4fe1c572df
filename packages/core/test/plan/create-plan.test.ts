import { InvariantError } from '../../src/errors/definition-errors';
import { createPlan } from '../../src/plan/create-plan';
import type { Plan } from '../../src/plan/plan';
import { buildHook, buildJob, buildNode, buildOp, from } from './build-job';

const hookNames = (plan: Plan, step: number) => plan.snapshot.steps[step]?.hooks.map((hook) => plan.hooks[hook]?.name);

describe('createPlan', () => {
  it('makes one step per node, with what the op, the invocation and the job say', () => {
    const op = buildOp('load', {
      description: 'Loads.',
      outputs: [
        { name: 'good', optional: false },
        { name: 'bad', optional: true },
      ],
      multiple: true,
      timeout: 500,
      priority: 2,
      requiredResourceKeys: ['db'],
      ioManagerKey: 'warehouse',
    });
    const node = buildNode('first', {
      alias: 'first',
      op,
      tags: { team: 'a' },
      inputs: [
        { kind: 'constant', value: { a: [1, null] } },
        { kind: 'constant', value: undefined },
        { kind: 'input', name: 'rate' },
      ],
    });
    expect(createPlan(buildJob([node])).snapshot.steps).toStrictEqual([
      {
        key: 'first',
        name: 'first',
        alias: 'first',
        op: 'load',
        description: 'Loads.',
        tags: { team: 'a' },
        inputs: [{ kind: 'constant', value: { a: [1, null] } }, { kind: 'constant' }, { kind: 'input', name: 'rate' }],
        upstream: [],
        outputs: [
          { name: 'good', optional: false },
          { name: 'bad', optional: true },
        ],
        multiple: true,
        dynamic: false,
        hooks: [],
        timeout: 500,
        priority: 2,
        requiredResourceKeys: ['db'],
        ioManagerKey: 'warehouse',
      },
    ]);
  });

  it('opens resources that are IO managers with those of the steps, but none that is built in', () => {
    const nodes = [undefined, 'warehouse', 'store', 'memory', 'filesystem'].map((ioManagerKey, i) =>
      buildNode(`s${i}`, {
        op: buildOp(`s${i}`, { requiredResourceKeys: ['db'], ...(ioManagerKey && { ioManagerKey }) }),
      }),
    );
    const { stepResources, snapshot } = createPlan(buildJob(nodes));
    expect([...stepResources]).toEqual(['db', 'warehouse']);
    expect(snapshot.steps.map((step) => step.ioManagerKey)).toEqual([
      undefined,
      'warehouse',
      'store',
      'memory',
      'filesystem',
    ]);
    expect(snapshot.steps.map((step) => step.requiredResourceKeys)).toEqual(snapshot.steps.map(() => ['db']));
  });

  it('makes the plan of one job definition once', () => {
    const job = buildJob([buildNode('a')]);
    expect(createPlan(job)).toBe(createPlan(job));
  });

  it('takes the retry policy and the priority of the invocation, else of the op, else of the job (S5)', () => {
    const [invocation, ofOp, ofJob] = [1, 2, 3].map((maxRetries) => ({ maxRetries, delay: 0 }));
    const op = buildOp('op', { retryPolicy: ofOp as never, priority: 5 });
    const plan = createPlan(
      buildJob(
        [buildNode('a', { op, retryPolicy: invocation as never, priority: 0 }), buildNode('b', { op }), buildNode('c')],
        {
          retryPolicy: ofJob as never,
        },
      ),
    );
    expect(plan.snapshot.steps.map((step) => [step.retryPolicy, step.priority])).toEqual([
      [invocation, 0],
      [ofOp, 5],
      [ofJob, 0],
    ]);
  });

  it('puts the hooks of a step in the order of S3, each once', () => {
    const [shared, job, outer, inner, op, own] = ['shared', 'job', 'outer', 'inner', 'op', 'own'].map((name) =>
      buildHook(name),
    );
    const run = buildHook('run', 'runFailure');
    const lists = { shared, job, outer, inner, op, own } as Record<string, ReturnType<typeof buildHook>>;
    const of = (...names: string[]) => names.map((name) => lists[name] as ReturnType<typeof buildHook>);
    const plan = createPlan(
      buildJob(
        [
          buildNode('a', {
            graphs: [
              { path: 'g', hooks: of('outer', 'job') },
              { path: 'g.h', hooks: of('inner') },
            ],
            op: buildOp('a', { hooks: of('op', 'own') }),
            hooks: of('own', 'shared'),
          }),
          buildNode('b'),
        ],
        { hooks: [run, ...of('job')], shared: { resources: {}, hooks: [...of('shared'), run], loggers: {} } },
      ),
    );
    expect(hookNames(plan, 0)).toEqual(['shared', 'job', 'outer', 'inner', 'op', 'own']);
    expect(hookNames(plan, 1)).toEqual(['shared', 'job']);
    expect(plan.snapshot.runHooks.map((hook) => plan.hooks[hook]?.name)).toEqual(['run']);
    expect(plan.runHooks).toEqual({ runStart: [], runSuccess: [], runFailure: plan.snapshot.runHooks, runCancel: [] });
  });

  it('tells two hooks with one function as one, and two with one name as two (S1)', () => {
    const hook = buildHook('notify');
    const plan = createPlan(
      buildJob([buildNode('a', { hooks: [{ ...hook }, buildHook('notify')] })], { hooks: [hook] }),
    );
    expect(plan.snapshot.steps[0]?.hooks).toEqual([0, 1]);
    expect(plan.hooks).toHaveLength(2);
  });

  it('writes of a hook what is data', () => {
    const hook = buildHook('alert', 'failure', {
      description: 'Tells.',
      requiredResourceKeys: ['slack'],
      retryPolicy: { maxRetries: 1, delay: 5 },
      errors: [TypeError],
      kinds: ['timeout'],
      filter: () => true,
      blocking: true,
    });
    const plan = createPlan(buildJob([buildNode('a')], { hooks: [hook, buildHook('plain')] }));
    const rest = { timeout: 60_000, reasons: ['absent'], includePending: false };
    expect(plan.snapshot.hooks).toStrictEqual([
      {
        name: 'alert',
        kind: 'failure',
        description: 'Tells.',
        requiredResourceKeys: ['slack'],
        retryPolicy: { maxRetries: 1, delay: 5 },
        errors: ['TypeError'],
        kinds: ['timeout'],
        filtered: true,
        blocking: true,
        ...rest,
      },
      { name: 'plain', kind: 'success', requiredResourceKeys: [], filtered: false, blocking: false, ...rest },
    ]);
  });

  it('groups the hooks of a step by kind, in one object for all steps with the same hooks', () => {
    const hooks = [buildHook('s1'), buildHook('f', 'failure'), buildHook('s2')];
    const plan = createPlan(buildJob([buildNode('a', { hooks }), buildNode('b', { hooks }), buildNode('c')]));
    expect(plan.stepHooks[0]).toEqual({
      start: [],
      success: [0, 2],
      failure: [1],
      retry: [],
      skip: [],
      cancel: [],
      any: true,
    });
    expect(plan.stepHooks[1]).toBe(plan.stepHooks[0]);
    expect(plan.stepHooks[2]?.any).toBe(false);
  });

  it('has an edge from the dynamic step to each mapped one, also where no input takes its item', () => {
    const nodes = [
      buildNode('d', { op: buildOp('d', { dynamic: true }) }),
      buildNode('m', { scope: 0, inputs: [{ kind: 'constant', value: 1 }] }),
      buildNode('c', { inputs: [{ kind: 'collect', node: 1, output: 'result' }] }),
    ];
    const { snapshot, graph } = createPlan(buildJob(nodes));
    expect(snapshot.steps.map((step) => step.upstream)).toEqual([[], [0], [1]]);
    expect([...graph.targets]).toEqual([1, 2]);
  });

  it('refuses a node that depends on itself or on a later one', () => {
    expect(() => createPlan(buildJob([buildNode('a', { inputs: [from(0)] })]))).toThrow(InvariantError);
    expect(() => createPlan(buildJob([buildNode('a', { after: [1] }), buildNode('b')]))).toThrow(
      "Node 0 ('a') depends on node 1",
    );
  });

  it('refuses an input of an unknown kind', () => {
    const job = buildJob([buildNode('a', { inputs: [{ kind: 'unheardOf' } as never] })]);
    expect(() => createPlan(job)).toThrow(InvariantError);
  });

  it('has one list for all steps with equal hooks, also where a hook is attached again', () => {
    const hooks = [buildHook('job')];
    const other = [buildHook('other')];
    const nodes = [
      buildNode('plain'),
      buildNode('again', { hooks }),
      buildNode('more', { hooks: other }),
      buildNode('too', { hooks: other }),
    ];
    const [plain, again, more, too] = createPlan(buildJob(nodes, { hooks })).snapshot.steps;
    expect(again?.hooks).toBe(plain?.hooks);
    expect(too?.hooks).toBe(more?.hooks);
  });
});
