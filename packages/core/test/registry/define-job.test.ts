import { z } from 'zod';
import {
  defineJob,
  FailureHook,
  failureHook,
  Graph,
  hardcodedResource,
  Inject,
  Job,
  type JobInputs,
  Op,
  RunFailureHook,
  retryPolicy,
  SuccessHook,
  successHook,
  type Wired,
} from '../../src';
import { thrownBy } from '../thrown-by';

const slack = hardcodedResource({ post: () => undefined });
class Bare {
  readonly ops = 0;
}

const Inputs = z.object({ rate: z.number(), day: z.string().optional() });

class Plain {
  @Op({ tags: { tier: '1' }, timeout: '2s', config: z.object({ table: z.string() }) }) read(): number {
    return 1;
  }
  @Op() write(n: number, rate: number): number {
    return n * rate;
  }
  @Graph() graph(this: Wired<Plain>) {
    return this.read();
  }
  @Job({
    name: 'nightly',
    description: 'Every night.',
    inputs: Inputs,
    config: { execution: { config: { maxConcurrent: 2 } } },
    tags: { team: 'billing' },
    retryPolicy: retryPolicy({ maxRetries: 2 }),
    maxConcurrent: 4,
    timeout: '1h',
    resources: { slack },
  })
  run(this: Wired<Plain>, { rate }: JobInputs<typeof Inputs>) {
    this.write(this.graph(), rate);
  }
}

describe('defineJob', () => {
  it('gives the job with its nodes and options', () => {
    const { nodes, ...rest } = defineJob(Plain, 'run');
    expect(rest).toEqual({
      name: 'nightly',
      description: 'Every night.',
      hooks: [],
      inputs: Inputs,
      config: { execution: { config: { maxConcurrent: 2 } } },
      tags: { team: 'billing' },
      retryPolicy: { maxRetries: 2, delay: 0 },
      maxConcurrent: 4,
      timeout: 3_600_000,
      resources: { slack },
    });
    expect(nodes.map(({ key }) => key)).toEqual(['graph.read', 'write']);
    expect(nodes[0]?.op).toMatchObject({
      name: 'read',
      owner: Plain,
      method: 'read',
      tags: { tier: '1' },
      timeout: 2000,
      outputs: [{ name: 'result', optional: false }],
    });
  });

  it('freezes all of it but what is the user’s', () => {
    const job = defineJob(Plain, 'run');
    const [first, second] = job.nodes;
    const parts = [job, job.nodes, job.hooks, job.resources, job.tags, first, first?.op, first?.graphs[0], first?.tags];
    const inputs = [second?.inputs, second?.inputs[0], second?.hooks, second?.after, first?.op.requiredResourceKeys];
    expect([...parts, ...inputs].map((part) => Object.isFrozen(part))).toEqual(Array(14).fill(true));
    expect(Object.isFrozen(Inputs)).toBe(false);
  });

  it('gives a new definition each time', () => {
    expect(defineJob(Plain, 'run')).not.toBe(defineJob(Plain, 'run'));
    expect(defineJob(Plain, 'run')).toEqual(defineJob(Plain, 'run'));
  });

  it('looks hooks up only now: a static may be decorated after the job that names it', () => {
    class Own {
      @Op({ hooks: [Own.told] }) step(): void {}
      @Job({ hooks: [Own.failed, Own.ended] }) run(this: Wired<Own>) {
        this.step();
      }
      @FailureHook() static failed(): void {}
      @RunFailureHook() static ended(): void {}
      @SuccessHook() static told(): void {}
    }
    const job = defineJob(Own, 'run');
    expect(job.hooks.map(({ name, kind }) => [name, kind])).toEqual([
      ['failed', 'failure'],
      ['ended', 'runFailure'],
    ]);
    expect(job.nodes[0]?.op.hooks.map(({ name }) => name)).toEqual(['told']);
  });

  it('adds the keys that the class takes by constructor to what each op requires', () => {
    class Injected {
      constructor(
        @Inject('db') readonly db: object,
        @Inject('slack') readonly slack: object,
      ) {}
      @Op({ requiredResourceKeys: ['http', 'slack'] }) step(): void {}
      @Job() run(this: Wired<Injected>) {
        this.step();
      }
    }
    expect(defineJob(Injected, 'run').nodes[0]?.op.requiredResourceKeys).toEqual(['http', 'slack', 'db']);
  });

  const wrong: readonly [string, () => unknown, string][] = [
    [
      'an op',
      () => defineJob(Plain, 'read' as never),
      "'Plain.read', given to defineJob(), is an op. Give a method with @Job() whose body invokes it.",
    ],
    [
      'a graph',
      () => defineJob(Plain, 'graph'),
      "'Plain.graph', given to defineJob(), is a graph. Make a job of it: toJob(Plain, 'graph', { name: '...' }).",
    ],
    [
      'a misspelt job',
      () => defineJob(Plain, 'rum' as never),
      "'Plain.rum', given to defineJob(), is no job. Did you mean 'run'?",
    ],
    [
      'an unknown job',
      () => defineJob(Plain, 'weekly' as never),
      "'Plain.weekly', given to defineJob(), is no job. There are: run.",
    ],
    [
      'a method without decorator',
      () => defineJob(Plain, 'toString' as never),
      "'Plain.toString', given to defineJob(), is no job. There are: run.",
    ],
    [
      'a class without jobs',
      () => defineJob(Bare, 'run' as never),
      "'Bare.run', given to defineJob(), is no job. The class has no method with @Job().",
    ],
    [
      'no class',
      () => defineJob('Plain' as never, 'run' as never),
      "Parameter 'owner' of defineJob() is 'Plain'. Give a class first: defineJob(Etl, 'nightly').",
    ],
    [
      'no name',
      () => defineJob(Plain, undefined as never),
      "Parameter 'method' of defineJob() is undefined. Give the name of a method: defineJob(Plain, 'nightly').",
    ],
  ];

  it.each(wrong)('refuses %s', (_, run, message) => {
    expect(thrownBy(run)).toMatchObject({ name: 'InvalidInvocationError', code: 'HOOKLINE_BAD_ARGUMENT', message });
  });
});

describe('hooks of a job', () => {
  it('must be hooks', () => {
    class Wrong {
      @Op() step(): void {}
      @Job({ hooks: [Wrong.notify] }) run(this: Wired<Wrong>) {
        this.step();
      }
      static notify(): void {}
    }
    expect(thrownBy(() => defineJob(Wrong, 'run'))).toMatchObject({
      code: 'HOOKLINE_BAD_HOOK',
      message:
        "Hook 1 of job 'run' is function notify, not a hook. Give a static method with a hook decorator, " +
        'such as @FailureHook(), or what failureHook({ name }, fn) returns.',
    });
  });

  it('cannot be run hooks on ops and graphs', () => {
    class Wrong {
      @RunFailureHook() static ended(): void {}
      @Op({ hooks: [Wrong.ended] as never }) step(): void {}
      @Op() fine(): void {}
      @Graph({ hooks: [Wrong.ended] as never }) graph(this: Wired<Wrong>) {
        this.fine();
      }
      @Job() op(this: Wired<Wrong>) {
        this.step();
      }
      @Job() run(this: Wired<Wrong>) {
        this.graph();
      }
    }
    expect(() => defineJob(Wrong, 'op')).toThrow(
      "Hook 'ended' is a runFailure hook and is attached to op 'Wrong.step'. " +
        'A run hook fires once per run: attach it to @Job({ hooks }), toJob or definitions.',
    );
    expect(() => defineJob(Wrong, 'run')).toThrow(
      "Hook 'ended' is a runFailure hook and is attached to graph 'Wrong.graph'.",
    );
  });

  it('have different names unless they are one hook', () => {
    const one = failureHook({ name: 'notify' }, () => undefined);
    const other = successHook({ name: 'notify' }, () => undefined);
    class Same {
      @Op({ hooks: [one] }) step(): void {}
      @Graph() graph(this: Wired<Same>) {
        this.step();
      }
      @Job({ hooks: [one] }) fine(this: Wired<Same>) {
        this.graph.withHooks(one)();
        this.step.withHooks(one)();
      }
      @Job({ hooks: [other] }) run(this: Wired<Same>) {
        this.step();
      }
      @Job() inGraph(this: Wired<Same>) {
        this.graph.withHooks(other)();
      }
      @Job() twice(this: Wired<Same>) {
        this.step.withHooks(other)();
      }
    }
    expect(defineJob(Same, 'fine').hooks).toHaveLength(1);
    expect(thrownBy(() => defineJob(Same, 'run'))).toMatchObject({
      code: 'HOOKLINE_DUPLICATE_NAME',
      message:
        "Two different hooks are named 'notify': one on job 'run', one on op 'step' of job 'run'. " +
        "Rename one with the option 'name' of its decorator, so that run config and events can tell them apart.",
    });
    expect(() => defineJob(Same, 'inGraph')).toThrow(
      "one on graph 'graph' of job 'inGraph', one on op 'graph.step' of job 'inGraph'.",
    );
    expect(() => defineJob(Same, 'twice')).toThrow("named 'notify': both on op 'step' of job 'twice'.");
  });
});
