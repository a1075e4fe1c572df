import { z } from 'zod';
import {
  defineResource,
  FailureHook,
  type FailureHookContext,
  failureHook,
  Graph,
  hardcodedResource,
  Job,
  type JobInputs,
  Op,
  type Output,
  RunFailureHook,
  toJob,
  type Wired,
} from '../../src';
import { thrownBy } from '../thrown-by';

interface Slack {
  post(text: string): void;
}

const Inputs = z.object({ rate: z.number().default(1) });
const graphHook = failureHook({ name: 'graphHook' }, () => undefined);

class Notifications {
  @FailureHook({ requiredResourceKeys: ['slack'] })
  static tell({ opException, resources }: FailureHookContext<{ slack: Slack }>) {
    resources.slack.post(opException.message);
  }
  @RunFailureHook() static ended(): void {}

  @Op() a(): number {
    return 1;
  }
  @Op() b(n: number): number {
    return n;
  }
  @Graph({ hooks: [graphHook] }) notifAll(this: Wired<Notifications>) {
    this.b(this.a());
  }
  @Graph() scaled(this: Wired<Notifications>, { rate }: JobInputs<typeof Inputs>) {
    this.b(rate);
  }
  @Graph() twoParameters(this: Wired<Notifications>, x: Output<number>, y: Output<number>) {
    this.b(x);
    this.b(y);
  }
  @Job() run(this: Wired<Notifications>) {
    this.a();
  }
}

const slack = hardcodedResource<Slack>({ post: () => undefined });

describe('toJob', () => {
  it('makes several jobs of one graph, each with its resources and hooks', () => {
    const real = defineResource({ create: (): Slack => ({ post: () => undefined }) });
    const dev = toJob(Notifications, 'notifAll', { name: 'dev', resources: { slack }, hooks: [Notifications.tell] });
    const prod = toJob(Notifications, 'notifAll', {
      name: 'prod',
      resources: { slack: real },
      hooks: [Notifications.tell, Notifications.ended],
      tags: { env: 'prod' },
      timeout: '1m',
    });
    expect([dev.name, dev.resources, dev.tags]).toEqual(['dev', { slack }, {}]);
    expect([prod.name, prod.resources, prod.tags, prod.timeout]).toEqual([
      'prod',
      { slack: real },
      { env: 'prod' },
      60_000,
    ]);
    expect(dev.hooks.map(({ name }) => name)).toEqual(['tell', 'graphHook']);
    expect(prod.hooks.map(({ name }) => name)).toEqual(['tell', 'ended', 'graphHook']);
    expect(dev.nodes.map(({ key, graphs }) => [key, graphs])).toEqual([
      ['a', []],
      ['b', []],
    ]);
  });

  it('is named after the graph by default', () => {
    expect(toJob(Notifications, 'notifAll', {}).name).toBe('notifAll');
  });

  it('fills the parameter of a graph with inputs', () => {
    const job = toJob(Notifications, 'scaled', { inputs: Inputs });
    expect(job.inputs).toBe(Inputs);
    expect(job.nodes[0]?.inputs).toEqual([{ kind: 'input', name: 'rate' }]);
  });

  const wrong: readonly [string, string, () => unknown, string][] = [
    [
      'a graph with a parameter and no inputs',
      'HOOKLINE_BAD_BODY',
      () => toJob(Notifications, 'scaled', { name: 'x' } as never),
      "The graph of job 'x' has a parameter, but the job has no inputs to fill it. " +
        'Give toJob the inputs: { inputs: z.object({ ... }) }.',
    ],
    [
      'a graph with two parameters',
      'HOOKLINE_BAD_BODY',
      () => toJob(Notifications, 'twoParameters', {} as never),
      "The graph of job 'twoParameters' has 2 parameters, which nothing could fill. " +
        'A graph for toJob has no parameters, or one JobInputs parameter.',
    ],
    [
      'a job',
      'HOOKLINE_BAD_ARGUMENT',
      () => toJob(Notifications, 'run', {}),
      "'Notifications.run', given to toJob(), is a job. " +
        "Define it: defineJob(Notifications, 'run'), or move its body to a @Graph() for several jobs.",
    ],
    [
      'a misspelt graph',
      'HOOKLINE_BAD_ARGUMENT',
      () => toJob(Notifications, 'notifyAll' as never, {} as never),
      "'Notifications.notifyAll', given to toJob(), is no graph. Did you mean 'notifAll'?",
    ],
    [
      'a name with a dot',
      'HOOKLINE_BAD_NAME',
      () => toJob(Notifications, 'notifAll', { name: 'a.b' }),
      "Option 'name' of job 'Notifications.notifAll' is 'a.b'. Give a name of letters A-Z, a-z, digits and _: 'load_rows'.",
    ],
    [
      'an option that does not exist',
      'HOOKLINE_BAD_OPTION',
      () => toJob(Notifications, 'notifAll', { hoks: [] } as never),
      "Option 'hoks' of job 'Notifications.notifAll' does not exist. Did you mean 'hooks'?",
    ],
    [
      'resources that lack what a hook needs',
      'HOOKLINE_MISSING_RESOURCE',
      () => toJob(Notifications, 'notifAll', { resources: { slak: slack }, hooks: [Notifications.tell] } as never),
      "Resource 'slack' is not provided, but hook 'tell' on op 'a' of job 'notifAll' requires it. Provided are: slak. " +
        'Add it: resources: { slack: ... } of the job, which must give all that it needs.',
    ],
  ];

  it.each(wrong)('refuses %s', (_, code, run, message) => {
    expect(thrownBy(run)).toMatchObject({ code, message });
  });

  it('leaves the graph as it was', () => {
    toJob(Notifications, 'notifAll', { name: 'dev', hooks: [Notifications.ended] });
    expect(toJob(Notifications, 'notifAll', {}).hooks.map(({ name }) => name)).toEqual(['graphHook']);
  });
});
