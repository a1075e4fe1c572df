import fc from 'fast-check';
import { createPlan } from '../../src/plan/create-plan';
import type { Plan, PlanInput, PlanStep } from '../../src/plan/plan';
import { selectSteps } from '../../src/plan/select-steps';
import { thrownBy } from '../thrown-by';
import { randomJob } from './random-job';

/** How a selector that names what `target` picks is written, and how far it reaches. */
const selectorSeed = fc.record({
  target: fc.nat(),
  before: fc.constantFrom('', '', '*', '+', '++', '+++'),
  after: fc.constantFrom('', '', '*', '+', '++', '+++'),
});
const selection = fc.record({ job: randomJob, seeds: fc.array(selectorSeed, { minLength: 1, maxLength: 4 }) });
type SelectorSeed = typeof selectorSeed extends fc.Arbitrary<infer T> ? T : never;

/** Problems that one text lists. */
const MOST_LISTED = 20;

/** Checks selections that leave out no source: a random one, its missing sources added by key. */
const forAnySelection = (check: (plan: Plan, selectors: readonly string[], chosen: ReadonlySet<string>) => void) => {
  fc.assert(
    fc.property(selection, ({ job, seeds }) => {
      const plan = createPlan(job);
      const selectors = seeds.map((seed) => selectorOf(plan, seed));
      const chosen = new Set(seeds.flatMap((seed) => [...meant(plan, seed)]));
      const added: string[] = [];
      for (let size = -1; size < added.length; ) {
        size = added.length;
        for (const { source, target } of dataEdges(plan)) {
          if (!chosen.has(target) || chosen.has(source)) continue;
          chosen.add(source);
          added.push(source);
        }
      }
      check(plan, [...selectors, ...added], chosen);
    }),
  );
};

describe('a selection of any job', () => {
  it('is what its selectors mean as sets, in the order of the body', () => {
    forAnySelection((plan, selectors, chosen) => {
      expect(keysOf(selectSteps(plan, selectors))).toEqual(keysOf(plan).filter((key) => chosen.has(key)));
    });
  });

  it('is refused exactly where a chosen step lacks the source of an input or its dynamic step', () => {
    fc.assert(
      fc.property(selection, ({ job, seeds }) => {
        const plan = createPlan(job);
        const chosen = new Set(seeds.flatMap((seed) => [...meant(plan, seed)]));
        const lacking = dataEdges(plan).filter(({ source, target }) => chosen.has(target) && !chosen.has(source));
        const select = () =>
          selectSteps(
            plan,
            seeds.map((seed) => selectorOf(plan, seed)),
          );
        if (lacking.length === 0) {
          expect(keysOf(select())).toHaveLength(chosen.size);
          return;
        }
        const { code, message } = thrownBy(select);
        expect(code).toBe('HOOKLINE_BAD_SELECTION');
        if (lacking.length > MOST_LISTED) return;
        for (const { source, target } of lacking) {
          expect(message).toContain(`'${target}'`);
          expect(message).toContain(`'${source}'`);
        }
      }),
    );
  });

  it('keeps the steps as they are, with the edges among them, and all hooks (S8)', () => {
    forAnySelection((plan, selectors, chosen) => {
      const selected = selectSteps(plan, selectors);
      const kept = plan.snapshot.steps.filter((step) => chosen.has(step.key));
      expect(selected.snapshot.steps.map((step) => named(selected, step))).toEqual(
        kept.map((step) => {
          const { upstream, ...rest } = named(plan, step);
          return { ...rest, upstream: upstream.filter((key) => chosen.has(key)) };
        }),
      );
      expect({ ...selected.snapshot, steps: [] }).toEqual({ ...plan.snapshot, steps: [] });
      expect(selected.hooks).toBe(plan.hooks);
      expect(selected.ops.map(({ name }) => name)).toEqual(kept.map(({ op }) => op));
      expect(JSON.parse(JSON.stringify(selected.snapshot))).toStrictEqual(selected.snapshot);
    });
  });

  it('selects nothing less when it is selected from again, and all of a plan is that plan', () => {
    forAnySelection((plan, selectors) => {
      const selected = selectSteps(plan, selectors);
      expect(selectSteps(selected, keysOf(selected))).toEqual(selected);
      expect(selectSteps(plan, keysOf(plan))).toEqual(plan);
    });
  });

  it('depends neither on the order of its selectors nor on repetitions', () => {
    forAnySelection((plan, selectors) => {
      const other = [...selectors, ...selectors].reverse();
      expect(selectSteps(plan, other)).toEqual(selectSteps(plan, selectors));
    });
  });

  it('loses nothing to a further selector', () => {
    forAnySelection((plan, selectors, chosen) => {
      for (const name of namesOf(plan)) {
        const more = keysOf(selectSteps(plan, [...selectors, `*${name}`]));
        expect(more).toEqual(expect.arrayContaining([...chosen]));
      }
    });
  });

  it('names each selector that means nothing', () => {
    const text = fc.string({ unit: fc.constantFrom('n', '1', '*', '+', '.', '[', ' ', '_', 'é'), maxLength: 6 });
    fc.assert(
      fc.property(randomJob, fc.array(text, { minLength: 1, maxLength: 5 }), (job, selectors) => {
        const plan = createPlan(job);
        const wrong = selectors.filter((selector) => !isSelector(plan, selector));
        if (wrong.length === 0) return;
        const { code, message } = thrownBy(() => selectSteps(plan, [...selectors, ...keysOf(plan)]));
        expect(code).toBe('HOOKLINE_BAD_SELECTION');
        for (const selector of wrong) expect(message).toContain(selector.replaceAll(/^[+*]*|[+*]*$/g, ''));
        expect(
          message.split(' is not a selector.').length + message.split('There is no step or graph').length - 2,
        ).toBe(wrong.length);
      }),
    );
  });
});

/** Steps and graphs that can be named. */
function namesOf(plan: Plan): readonly string[] {
  const graphs = keysOf(plan).flatMap((key) => {
    const parts = key.split('.');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
  });
  return [...keysOf(plan), ...new Set(graphs)];
}

function selectorOf(plan: Plan, { target, before, after }: SelectorSeed): string {
  const names = namesOf(plan);
  return `${before}${names[target % names.length]}${after}`;
}

function isSelector(plan: Plan, text: string): boolean {
  const names = namesOf(plan);
  const marks = ['', '*', '+', '++', '+++', '++++', '+++++', '++++++'];
  return marks.some((before) => marks.some((after) => names.some((name) => text === `${before}${name}${after}`)));
}

/** What a selector means: sets of keys, grown along the edges one level at a time. */
function meant(plan: Plan, { target, before, after }: SelectorSeed): ReadonlySet<string> {
  const names = namesOf(plan);
  const name = names[target % names.length] as string;
  const start = keysOf(plan).filter((key) => key === name || key.startsWith(`${name}.`));
  const edges = plan.snapshot.steps.flatMap((step) =>
    step.upstream.map((source) => ({ source: keyAt(plan, source), target: step.key })),
  );
  const turned = edges.map(({ source, target }) => ({ source: target, target: source }));
  return new Set([...grow(start, turned, levelsOf(before)), ...grow(start, edges, levelsOf(after))]);
}

interface Edge {
  readonly source: string;
  readonly target: string;
}

function grow(start: readonly string[], edges: readonly Edge[], levels: number): ReadonlySet<string> {
  let grown = new Set(start);
  for (let level = 0; level < levels; level += 1) {
    const next = edges.filter(({ source }) => grown.has(source)).map(({ target }) => target);
    grown = new Set([...grown, ...next]);
  }
  return grown;
}

/** A job of the tests has fewer levels than 100. */
function levelsOf(marks: string): number {
  return marks === '*' ? 100 : marks.length;
}

/** Edges that carry a value or keys. */
function dataEdges(plan: Plan): readonly Edge[] {
  return plan.snapshot.steps.flatMap(({ key, inputs, scope }) => {
    const sources = [...inputs.flatMap(sourcesOf), ...(scope === undefined ? [] : [scope])];
    return sources.map((source) => ({ source: keyAt(plan, source), target: key }));
  });
}

function sourcesOf(input: PlanInput): readonly number[] {
  if (input.kind === 'list') return input.items.flatMap(sourcesOf);
  return input.kind === 'output' || input.kind === 'collect' ? [input.step] : [];
}

/** A step with keys instead of indices. */
function named(plan: Plan, step: PlanStep) {
  const { inputs, upstream, scope, ...rest } = step;
  return {
    ...rest,
    inputs: inputs.map((input) => nameInput(plan, input)),
    upstream: upstream.map((source) => keyAt(plan, source)),
    scope: scope === undefined ? undefined : keyAt(plan, scope),
  };
}

function nameInput(plan: Plan, input: PlanInput): object {
  if (input.kind === 'list') return { ...input, items: input.items.map((item) => nameInput(plan, item)) };
  return input.kind === 'output' || input.kind === 'collect' ? { ...input, step: keyAt(plan, input.step) } : input;
}

function keyAt({ snapshot }: Plan, index: number): string {
  return (snapshot.steps[index] as PlanStep).key;
}

function keysOf({ snapshot }: Plan): readonly string[] {
  return snapshot.steps.map((step) => step.key);
}
