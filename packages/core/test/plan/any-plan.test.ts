import fc from 'fast-check';
import type { HookDefinition } from '../../src/definition/hook-definition';
import type { JobDefinition } from '../../src/definition/job-definition';
import type { Binding, NodeDefinition } from '../../src/definition/node-definition';
import { createPlan } from '../../src/plan/create-plan';
import type { Plan, PlanStep } from '../../src/plan/plan';
import { FLAT_DOT, flatJob, nestedBodies, nestedJob } from './nested-bodies';
import { randomJob } from './random-job';

const forAnyPlan = (check: (plan: Plan, job: JobDefinition) => void) => {
  fc.assert(fc.property(randomJob, (job) => check(createPlan(job), job)));
};

describe('a plan of any job', () => {
  it('is JSON', () => {
    forAnyPlan(({ snapshot }) => expect(JSON.parse(JSON.stringify(snapshot))).toStrictEqual(snapshot));
  });

  it('has exactly the edges of inputs, maps and after, each to a step before', () => {
    forAnyPlan(({ snapshot }, { nodes }) => {
      expect(snapshot.steps).toHaveLength(nodes.length);
      for (const [index, step] of snapshot.steps.entries()) {
        const node = nodes[index] as NodeDefinition;
        const sources = [...node.inputs.flatMap(sourcesOf), ...node.after, ...optional(node.scope)];
        expect(step.upstream).toEqual([...new Set(sources)].sort((a, b) => a - b));
        expect(step.upstream.every((source) => source >= 0 && source < index)).toBe(true);
      }
    });
  });

  it('has in its graph the same edges the other way round', () => {
    forAnyPlan(({ snapshot: { steps }, graph: { indegree, offsets, targets } }) => {
      expect([...indegree]).toEqual(steps.map((step) => step.upstream.length));
      expect([offsets.length, offsets[0], offsets.at(-1)]).toEqual([steps.length + 1, 0, targets.length]);
      for (const index of steps.keys()) {
        const dependents = [...targets.subarray(offsets[index], offsets[index + 1])];
        expect(dependents).toEqual([...steps.keys()].filter((other) => steps[other]?.upstream.includes(index)));
      }
    });
  });

  it('gives each step the hooks of definitions, job, graphs, op and invocation in that order, each once (S3)', () => {
    forAnyPlan((plan, job) => {
      const common = [...(job.shared?.hooks ?? []), ...job.hooks];
      for (const [index, node] of job.nodes.entries()) {
        const own = [...node.graphs.flatMap((graph) => graph.hooks), ...node.op.hooks, ...node.hooks];
        const hooks = [...new Set([...common, ...own])].filter(isOpHook);
        expect(hooksAt(plan, plan.snapshot.steps[index]?.hooks)).toEqual(hooks.map(({ name }) => name));
        const { any, ...byKind } = plan.stepHooks[index] as Plan['stepHooks'][number];
        expect(any).toBe(hooks.length > 0);
        for (const [kind, list] of Object.entries(byKind)) {
          expect(hooksAt(plan, list)).toEqual(hooks.filter((hook) => hook.kind === kind).map(({ name }) => name));
        }
      }
    });
  });

  it('has the run hooks of definitions and job in that order, each once', () => {
    forAnyPlan((plan, job) => {
      const hooks = [...new Set([...(job.shared?.hooks ?? []), ...job.hooks])].filter(isRunHook);
      expect(hooksAt(plan, plan.snapshot.runHooks)).toEqual(hooks.map(({ name }) => name));
      for (const [kind, list] of Object.entries(plan.runHooks)) {
        expect(hooksAt(plan, list)).toEqual(hooks.filter((hook) => hook.kind === kind).map(({ name }) => name));
      }
    });
  });

  it('has the hooks of last resort of definitions and job in that order, each once', () => {
    forAnyPlan((plan, job) => {
      const hooks = [...new Set([...(job.shared?.hooks ?? []), ...job.hooks])];
      const names = hooks.filter(({ kind }) => kind === 'deadLetter').map(({ name }) => name);
      expect(hooksAt(plan, plan.snapshot.deadLetterHooks)).toEqual(names);
      expect(plan.deadLetterHooks).toEqual(plan.snapshot.deadLetterHooks);
    });
  });

  it('has each hook that is attached somewhere once, with its data, and knows which can fire', () => {
    forAnyPlan((plan, { nodes, hooks, shared }) => {
      const lists = nodes.flatMap((node) => [...node.graphs.map((graph) => graph.hooks), node.op.hooks, node.hooks]);
      const attached = new Set([...(shared?.hooks ?? []), ...hooks, ...lists.flat()]);
      expect(new Set(plan.hooks)).toEqual(attached);
      expect(plan.hooks).toHaveLength(attached.size);
      expect(plan.snapshot.hooks.map(({ name, kind }) => [name, kind])).toEqual(
        plan.hooks.map(({ name, kind }) => [name, kind]),
      );
      const { steps, runHooks, deadLetterHooks } = plan.snapshot;
      const fired = [...steps.flatMap((step) => step.hooks), ...runHooks, ...deadLetterHooks];
      expect(plan.firedHooks).toEqual(new Set(fired));
    });
  });

  it('finds each step by its key, and knows all resources that steps need', () => {
    forAnyPlan(({ snapshot: { steps }, indexOf, stepResources, ops }, { nodes }) => {
      expect([...indexOf]).toEqual(steps.map((step, index) => [step.key, index]));
      expect(ops).toEqual(nodes.map((node) => node.op));
      expect(stepResources).toEqual(new Set(nodes.flatMap((node) => node.op.requiredResourceKeys)));
    });
  });

  it('is the same for an equal job, and is not touched by the plans of jobs that share its parts', () => {
    fc.assert(
      fc.property(randomJob, randomJob, (job, other) => {
        const before = structuredClone(createPlan({ ...job, nodes: [...job.nodes] }).snapshot);
        createPlan(other);
        const bare = createPlan({ ...job, hooks: [], shared: { resources: {}, loggers: {}, hooks: other.hooks } });
        const mixed = createPlan({ ...job, nodes: other.nodes });
        expect(createPlan(job).snapshot).toEqual(before);
        expect(bare.snapshot.runHooks.map((hook) => bare.hooks[hook])).toEqual([
          ...new Set(other.hooks.filter(isRunHook)),
        ]);
        expect(mixed.snapshot.steps.map((step) => step.key)).toEqual(other.nodes.map((node) => node.key));
      }),
    );
  });
});

describe('a plan of any nested graphs', () => {
  it('is the plan of the job that has the same ops without graphs', () => {
    fc.assert(
      fc.property(nestedBodies, (bodies) => {
        const nested = createPlan(nestedJob(bodies));
        const flat = createPlan(flatJob(bodies));
        expect(nested.snapshot.steps.map(({ key, ...step }) => ({ key: flatKey(key), ...withoutNames(step) }))).toEqual(
          flat.snapshot.steps.map(({ key, ...step }) => ({ key, ...withoutNames(step) })),
        );
        expect(nested.graph).toEqual(flat.graph);
        expect(nested.stepHooks).toEqual(flat.stepHooks);
      }),
    );
  });

  it('has step keys that are unique, and the same each time that the bodies run', () => {
    fc.assert(
      fc.property(nestedBodies, (bodies) => {
        const keys = createPlan(nestedJob(bodies)).snapshot.steps.map((step) => step.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(createPlan(nestedJob(bodies)).snapshot.steps.map((step) => step.key)).toEqual(keys);
      }),
    );
  });
});

function hooksAt(plan: Plan, list: readonly number[] = []): readonly (string | undefined)[] {
  return list.map((hook) => plan.hooks[hook]?.name);
}

function isOpHook(hook: HookDefinition): boolean {
  return !isRunHook(hook) && hook.kind !== 'deadLetter';
}

function isRunHook({ kind }: HookDefinition): boolean {
  return kind.startsWith('run');
}

function withoutNames({ name: _, alias: __, ...step }: Omit<PlanStep, 'key'>) {
  return step;
}

function flatKey(key: string): string {
  return key.replaceAll('.', FLAT_DOT);
}

function optional(scope: number | undefined): readonly number[] {
  return scope === undefined ? [] : [scope];
}

function sourcesOf(binding: Binding): readonly number[] {
  if (binding.kind === 'list') return binding.items.flatMap(sourcesOf);
  return binding.kind === 'output' || binding.kind === 'collect' ? [binding.node] : [];
}
