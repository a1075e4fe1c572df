import fc from 'fast-check';
import type { NodeDefinition } from '../../src/definition/node-definition';
import { createPlan } from '../../src/plan/create-plan';
import { foldRun } from '../../src/state/reduce-run';
import { stepsOf } from '../../src/state/run-state';
import { simulateRun } from '../state/simulate-run';
import { type Loose, looseJob } from './loose-job';

/** One dynamic op with its map: a chain of ops, each of which may take an outer output, too. */
interface MapSpec {
  readonly chain: readonly boolean[];
  readonly collects: 'items' | 'results' | 'nothing';
}

const mapSpecs: fc.Arbitrary<readonly MapSpec[]> = fc.array(
  fc.record({
    chain: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    collects: fc.constantFrom('items', 'results', 'nothing'),
  }),
  { minLength: 1, maxLength: 4 },
);
const mapKeys = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_-]{1,4}$/), { maxLength: 4 });

function wire(self: Loose, specs: readonly MapSpec[]): void {
  const outer = self.one();
  for (const { chain, collects } of specs) {
    const items = self.each();
    const results = items.map((item: unknown) =>
      chain.reduce((value, broadcasts) => (broadcasts ? self.three(value, outer, 1) : self.inc(value)), item),
    );
    if (collects !== 'nothing') self.sum((collects === 'items' ? items : results).collect());
  }
}

/** The ops that {@link wire} invokes, each with the index of the dynamic op whose keys multiply it. */
function expectedNodes(specs: readonly MapSpec[]) {
  const nodes: { readonly op: string; readonly scope: number | undefined; readonly sources: readonly number[] }[] = [
    { op: 'one', scope: undefined, sources: [] },
  ];
  for (const { chain, collects } of specs) {
    const scope = nodes.push({ op: 'each', scope: undefined, sources: [] }) - 1;
    for (const broadcasts of chain) {
      const last = nodes.length - 1;
      nodes.push({ op: broadcasts ? 'three' : 'inc', scope, sources: broadcasts ? [last, 0] : [last] });
    }
    const collected = collects === 'items' ? scope : nodes.length - 1;
    if (collects !== 'nothing') nodes.push({ op: 'sum', scope: undefined, sources: [collected] });
  }
  return nodes;
}

describe('any maps', () => {
  it('give each op inside the scope of its dynamic op, and take items, outer outputs and collections', () => {
    fc.assert(
      fc.property(mapSpecs, (specs) => {
        const { nodes } = looseJob((self) => wire(self, specs));
        expect(
          nodes.map(({ op, scope, inputs }) => ({ op: op.name, scope, sources: inputs.flatMap(sourceOf) })),
        ).toEqual(expectedNodes(specs));
        const collects = nodes.flatMap(({ inputs }) => inputs.filter(({ kind }) => kind === 'collect'));
        expect(collects).toHaveLength(specs.filter((spec) => spec.collects !== 'nothing').length);
      }),
    );
  });

  it('have one step for each key and op, in the order of the keys, and collect as many', () => {
    fc.assert(
      fc.property(mapSpecs, mapKeys, (specs, keys) => {
        const plan = createPlan(looseJob((self) => wire(self, specs)));
        const allKeys = 1 + 8 * keys.length;
        const { events, decisions } = simulateRun(plan, [allKeys], keys);
        const { steps } = plan.snapshot;
        const expected = steps.flatMap(({ key, scope }) =>
          scope === undefined ? [key] : keys.map((each) => `${key}[${each}]`),
        );
        expect(Object.keys(stepsOf(foldRun(events, steps)))).toEqual(expected);
        for (const { step, view, decision } of decisions) {
          expect(decision).toBe('run');
          for (const input of step.inputs) {
            if (input.kind === 'collect')
              expect(view.collected(input.step, input.output)).toEqual(keys.map(() => 'present'));
          }
        }
      }),
    );
  });
});

function sourceOf(binding: NodeDefinition['inputs'][number]): readonly number[] {
  return binding.kind === 'output' || binding.kind === 'collect' ? [binding.node] : [];
}
