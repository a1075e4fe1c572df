import fc from 'fast-check';
import { createPlan } from '../../src/plan/create-plan';
import type { PlanSnapshot, PlanStep } from '../../src/plan/plan';
import { sameStructure } from '../../src/plan/same-structure';
import { parseSnapshot, snapshotText } from '../../src/plan/snapshot-text';
import { buildJob, buildNode, buildOp } from './build-job';
import { randomJob } from './random-job';

const snapshotOf = (nodes: Parameters<typeof buildJob>[0]): PlanSnapshot => createPlan(buildJob(nodes)).snapshot;

describe('the text of a snapshot', () => {
  it('gives the snapshot back, and is the same again', () => {
    fc.assert(
      fc.property(randomJob, (job) => {
        const { snapshot } = createPlan(job);
        const text = snapshotText(snapshot);
        expect(parseSnapshot(text)).toEqual(snapshot);
        expect(snapshotText(parseSnapshot(text))).toBe(text);
        expect(sameStructure(snapshot, parseSnapshot(text))).toBeUndefined();
      }),
    );
  });

  it('does not hang on the order of keys, but keeps that of constants', () => {
    const of = (tags: Record<string, string>, value: object) =>
      snapshotText(snapshotOf([buildNode('a', { tags, inputs: [{ kind: 'constant', value: value as never }] })]));
    expect(of({ a: '1', b: '2' }, {})).toBe(of({ b: '2', a: '1' }, {}));
    expect(of({}, { a: 1, b: 2 })).not.toBe(of({}, { b: 2, a: 1 }));
    const back = parseSnapshot(of({ kind: 'constant', value: 'x' }, { z: 1, a: { y: 1, b: 2 } })).steps[0] as PlanStep;
    expect(JSON.stringify(back.inputs[0])).toBe('{"kind":"constant","value":{"z":1,"a":{"y":1,"b":2}}}');
    expect(back.tags).toEqual({ kind: 'constant', value: 'x' });
  });

  it('is refused where it is none of ours', () => {
    expect(() => parseSnapshot('{')).toThrow('The stored plan of a run is no JSON.');
    for (const text of ['[]', 'null', '{"version":2}', '{"jobName":"j"}']) {
      expect(() => parseSnapshot(text)).toThrow('was stored by another version of Hookline, or is damaged');
    }
  });
});

describe('sameStructure', () => {
  const output = (node: number, name = 'result') => ({ kind: 'output', node, output: name }) as const;
  const outs = (...names: readonly string[]) =>
    names.map((name) => ({ name: name.replace('?', ''), optional: name.endsWith('?') }));
  const base = () => [
    buildNode('a'),
    buildNode('d', { op: buildOp('d', { dynamic: true }) }),
    buildNode('b', { inputs: [output(0), { kind: 'constant', value: 1 }], after: [1] }),
  ];
  const b = (of: object) => [
    ...base().slice(0, 2),
    buildNode('b', { inputs: [output(0), { kind: 'constant', value: 1 }], after: [1], ...of }),
  ];

  it.each([
    ["step 'b' is gone", base().slice(0, 2)],
    ["step 'c' is new", [...base(), buildNode('c')]],
    [
      "step 'a' stands at another place",
      [buildNode('d', { op: buildOp('d', { dynamic: true }) }), buildNode('a'), b({})[2]],
    ],
    ["step 'b' runs op 'other', before 'b'", b({ op: buildOp('other') })],
    ["step 'd' is no longer dynamic", [buildNode('a'), buildNode('d'), b({})[2]]],
    ["step 'b' is dynamic now", b({ op: buildOp('b', { dynamic: true }) })],
    ["step 'b' has the outputs result?, before result", b({ op: buildOp('b', { outputs: outs('result?') }) })],
    [
      "step 'b' has the outputs { x, y? }, before result",
      b({ op: buildOp('b', { outputs: outs('x', 'y?'), multiple: true }) }),
    ],
    ["step 'b' is mapped over 'd', before nothing", b({ scope: 1 })],
    ["step 'b' has 1 inputs, before 2", b({ inputs: [output(0)] })],
    ["input 1 of step 'b' comes from elsewhere", b({ inputs: [output(1), { kind: 'constant', value: 1 }] })],
    ["input 2 of step 'b' comes from elsewhere", b({ inputs: [output(0), { kind: 'input', name: 'x' }] })],
    [
      "input 1 of step 'b' comes from elsewhere",
      b({
        inputs: [
          { kind: 'list', items: [output(0)] },
          { kind: 'constant', value: 1 },
        ],
      }),
    ],
    ["step 'b' no longer waits for step 'd'", b({ after: [] })],
    [
      "step 'd' waits for step 'a' now",
      [buildNode('a'), buildNode('d', { op: buildOp('d', { dynamic: true }), after: [0] }), b({})[2]],
    ],
  ])('says: %s', (words, nodes) => {
    expect(sameStructure(snapshotOf(base()), snapshotOf(nodes as Parameters<typeof buildJob>[0]))).toBe(words);
  });

  it('has nothing to say of constants, policies, tags, resources and hooks', () => {
    const other = b({
      inputs: [output(0), { kind: 'constant', value: { other: true } }],
      tags: { a: '1' },
      priority: 3,
      retryPolicy: { maxRetries: 3, delay: 0 },
      op: buildOp('b', { requiredResourceKeys: ['db'], timeout: 5, ioManagerKey: 'x' }),
    });
    expect(sameStructure(snapshotOf(base()), snapshotOf(other))).toBeUndefined();
  });

  it('says something of any two jobs of which one has more', () => {
    fc.assert(
      fc.property(randomJob, (job) => {
        const less = createPlan({ ...job, nodes: job.nodes.slice(0, -1) }).snapshot;
        const { snapshot } = createPlan(job);
        expect(sameStructure(snapshot, less)).toBe(`step '${snapshot.steps.at(-1)?.key}' is gone`);
        expect(sameStructure(less, snapshot)).toBe(`step '${snapshot.steps.at(-1)?.key}' is new`);
      }),
    );
  });
});
