import {
  defineJob,
  defineResource,
  FailureHook,
  Graph,
  type HookContext,
  InvalidConfigError,
  Job,
  Op,
  type OpContext,
  type ResourceMap,
  ResourceTimeoutError,
  RunCancelHook,
  RunFailureHook,
  type RunFailureHookContext,
  type RunHookContext,
  RunStartHook,
  retryPolicy,
  SkipHook,
  type SkipHookContext,
  SuccessHook,
  toJob,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { z } from 'zod';
import { createTestExecutor } from './engine';

const seen: string[] = [];
const down = new Error('Slack is down');

beforeEach(() => {
  seen.length = 0;
});

/** A resource that notes when it is opened and closed. */
const noting = (name: string, requires: ResourceMap = {}) =>
  defineResource({
    requires,
    create: ({ resources }) => {
      seen.push(`open ${name}(${Object.values(resources).join()})`);
      return name;
    },
    dispose: () => void seen.push(`close ${name}`),
  });

class Hooks {
  @SuccessHook({ requiredResourceKeys: ['slack'] }) static success({ resources }: HookContext<{ slack: string }>) {
    seen.push(`success ${resources.slack}`);
  }
  @FailureHook({ requiredResourceKeys: ['slack'] }) static failure({ resources }: HookContext<{ slack: string }>) {
    seen.push(`failure ${resources.slack}`);
  }
  @SuccessHook({ requiredResourceKeys: ['slack'], retryPolicy: retryPolicy({ maxRetries: 2, delay: 0 }) })
  static patient({ resources }: HookContext<{ slack: string }>) {
    seen.push(`patient ${resources.slack}`);
  }
  @SuccessHook({ requiredResourceKeys: ['slack'] })
  static curious({ resources }: HookContext<{ slack: string }>) {
    seen.push(`curious ${(resources as unknown as { db: string }).db}`);
  }
  @RunFailureHook({ requiredResourceKeys: ['slack'] })
  static runFailure({ error, resources, failedSteps }: RunFailureHookContext<{ slack: string }>) {
    seen.push(`runFailure ${resources.slack} ${error.message} ${failedSteps.length}`);
  }
  @RunStartHook({ requiredResourceKeys: ['db'] }) static runStart({ resources }: RunHookContext<{ db: string }>) {
    seen.push(`runStart ${resources.db}`);
  }
  @RunCancelHook({ requiredResourceKeys: ['slack'] }) static runCancel({
    resources,
  }: RunHookContext<{ slack: string }>) {
    seen.push(`runCancel ${resources.slack}`);
  }
  @SkipHook({ reasons: ['absent', 'upstream', 'run'] }) static skip({ stepKey, skipReason }: SkipHookContext) {
    seen.push(`skip ${stepKey} ${skipReason}`);
  }
}

class Ops {
  @Op() good(): void {
    seen.push('op good');
  }
  @Op() bad(): void {
    throw new Error('bad');
  }
  @Op({ requiredResourceKeys: ['db'] }) query({ resources }: OpContext<{ db: string }>): void {
    seen.push(`op ${resources.db}`);
  }
  @Graph() one(this: Wired<Ops>) {
    this.good();
  }
  @Graph() failing(this: Wired<Ops>) {
    this.bad();
  }
  @Graph() querying(this: Wired<Ops>) {
    this.query();
    this.good();
  }
}

const execute = createTestExecutor();

describe('resources that only hooks need', () => {
  // H9
  it.each([
    ['one', 'success'],
    ['failing', 'failure'],
  ] as const)('are opened with what they require and closed in reverse (job %s)', async (body, kind) => {
    const slack = noting('slack', { http: noting('http') });
    const job = toJob(Ops, body, { name: 'job', resources: { slack }, hooks: [Hooks[kind]] });
    const { hookEvents } = await execute(job, { raiseOnError: false });
    expect(seen.filter((line) => line !== 'op good')).toEqual([
      'open http()',
      'open slack(http)',
      `${kind} slack`,
      'close slack',
      'close http',
    ]);
    expect(hookEvents.map((event) => `${event.type}${'key' in event ? ` ${event.key}` : ''}`)).toEqual([
      'resource.opened http',
      'resource.opened slack',
      'hook.completed',
      'resource.closed slack',
      'resource.closed http',
    ]);
  });

  // H14, S17
  it('fail their delivery alone when they do not open, and are tried again by the next attempt', async () => {
    let opened = 0;
    const slack = defineResource({
      create: () => {
        opened += 1;
        if (opened < 3) throw down;
        return 'slack';
      },
    });
    const job = toJob(Ops, 'one', { name: 'job', resources: { slack }, hooks: [Hooks.success, Hooks.patient] });
    const result = await execute(job);
    expect(result.success).toBe(true);
    expect(seen).toEqual(['op good', 'patient slack']);
    expect(result.hookEvents.filter(({ type }) => type === 'hook.failed')).toMatchObject([
      { hookName: 'success', error: down, willRetry: false },
      { hookName: 'patient', error: down, willRetry: true },
    ]);
  });

  // S17
  it('fail their delivery alone when their config has an unset variable, with a warning at the start', async () => {
    const slack = defineResource({ config: z.object({ token: z.string() }), create: ({ config }) => config.token });
    const job = toJob(Ops, 'one', { name: 'job', resources: { slack }, hooks: [Hooks.success] });
    const result = await execute(job, {
      runConfig: { resources: { slack: { config: { token: { env: 'SLACK_TOKEN' } } } } },
    });
    expect(result.success).toBe(true);
    expect(result.hookEvents).toContainEqual(
      expect.objectContaining({ type: 'hook.failed', error: expect.any(InvalidConfigError) as unknown }),
    );
    expect(result.events.find((event) => event.type === 'log')).toMatchObject({
      level: 'warn',
      message: expect.stringContaining('SLACK_TOKEN') as unknown,
    });
  });

  // H8, S18
  it('are the only ones that a hook can read', async () => {
    const job = toJob(Ops, 'one', {
      name: 'job',
      resources: { slack: noting('slack'), db: noting('db') },
      hooks: [Hooks.curious],
    });
    const result = await execute(job);
    expect(result.success).toBe(true);
    expect(result.hookEvents.find(({ type }) => type === 'hook.failed')).toMatchObject({
      error: {
        code: 'HOOKLINE_UNKNOWN_RESOURCE',
        message:
          "Hook 'curious' reads the resource 'db', which its requiredResourceKeys does not name. Declared: slack.",
      },
    });
  });

  // S27
  it('can be opened by the hooks of a cancelled run', async () => {
    const slack = defineResource({
      create: ({ signal }) => {
        signal.throwIfAborted();
        return 'slack';
      },
    });
    const job = toJob(Ops, 'one', { name: 'job', resources: { slack }, hooks: [Hooks.runCancel] });
    await execute(job, { signal: AbortSignal.abort(), raiseOnError: false });
    expect(seen).toEqual(['runCancel slack']);
  });
});

describe('resources that ops need', () => {
  // S17
  it('are opened once, before the first step, and shared with hooks', async () => {
    const job = toJob(Ops, 'querying', { name: 'job', resources: { db: noting('db') }, hooks: [Hooks.runStart] });
    const { events } = await execute(job);
    expect(seen.filter((line) => !line.startsWith('op '))).toEqual(['open db()', 'runStart db', 'close db']);
    expect(seen).toContain('op db');
    const types = events.map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(['run.created', 'run.started', 'resource.opened']);
  });

  // H14, S17, S26a
  it('fail the run when they do not open: no op hook fires but a skip hook that asks for it, run hooks do', async () => {
    const db = defineResource({
      create: (): string => {
        throw down;
      },
    });
    const job = toJob(Ops, 'querying', {
      name: 'job',
      resources: { db, slack: noting('slack') },
      hooks: [Hooks.success, Hooks.failure, Hooks.skip, Hooks.runFailure],
    });
    await expect(execute(job)).rejects.toBe(down);
    expect(seen).toEqual([
      'skip query run',
      'skip good run',
      'open slack()',
      'runFailure slack Slack is down 0',
      'close slack',
    ]);
  });

  // S28
  it('are closed when a later one does not open', async () => {
    const second = defineResource({
      requires: { first: noting('first') },
      create: (): string => {
        throw down;
      },
    });
    const job = toJob(Ops, 'querying', { name: 'job', resources: { db: second } });
    const { events, error } = await execute(job, { raiseOnError: false });
    expect(error).toBe(down);
    expect(seen).toEqual(['open first()', 'close first']);
    expect(events.filter(({ type }) => type.startsWith('resource'))).toMatchObject([
      { type: 'resource.opened', key: 'first' },
      { type: 'resource.failed', key: 'db', phase: 'open', error: down },
      { type: 'resource.closed', key: 'first' },
    ]);
  });

  // S28
  it.each<unknown>(['one text', null, Object.freeze(new Error('frozen'))])(
    'tell of a dispose that throws %p, and go on closing',
    async (thrown) => {
      const db = defineResource({
        requires: { http: noting('http') },
        create: () => 'db',
        dispose: () => {
          throw thrown;
        },
      });
      const result = await execute(toJob(Ops, 'querying', { name: 'job', resources: { db } }));
      expect(result.success).toBe(true);
      expect(seen.at(-1)).toBe('close http');
      const failed = result.events.find((event) => event.type === 'resource.failed');
      expect(failed).toMatchObject({ key: 'db', phase: 'close' });
      if (thrown instanceof Error) expect(failed).toMatchObject({ error: thrown });
      else expect(failed).toMatchObject({ error: { code: 'HOOKLINE_NON_ERROR_THROWN' } });
    },
  );

  // S7
  it('are replaced by key with values, and config for a value is ignored with a warning', async () => {
    const db = defineResource({ config: z.object({ url: z.string() }), create: ({ config }) => config.url });
    const job = toJob(Ops, 'querying', { name: 'job', resources: { db } });
    const { events } = await execute(job, {
      resources: { db: 'mock' },
      runConfig: { resources: { db: { config: { url: 'real' } } } },
    });
    expect(seen).toEqual(['op mock', 'op good']);
    expect(events.filter((event) => event.type === 'log')).toMatchObject([{ level: 'warn' }]);
  });

  // S28: only what the plan needs
  it('stay closed when their ops are not selected', async () => {
    const job = toJob(Ops, 'querying', { name: 'job', resources: { db: noting('db') } });
    await execute(job, { opSelection: ['good'] });
    expect(seen).toEqual(['op good']);
  });
});

describe('the timeout of a resource (S16)', () => {
  class Slow {
    @Op({ requiredResourceKeys: ['db'] }) query(): void {}
    @Graph() job(this: Wired<Slow>) {
      this.query();
    }
  }

  it('ends create with its signal aborted, and disposes of what comes too late', async () => {
    const clock = fakeClock();
    const db = defineResource({
      timeout: '5s',
      create: ({ signal }) =>
        new Promise<string>((resolve) => {
          signal.addEventListener('abort', () => {
            seen.push(`abort ${(signal.reason as Error).name}`);
            resolve('late');
          });
        }),
      dispose: (value) => void seen.push(`dispose ${value}`),
    });
    const running = execute(toJob(Slow, 'job', { name: 'slow', resources: { db } }), { clock, raiseOnError: false });
    await clock.advance('6s');
    expect((await running).error).toBeInstanceOf(ResourceTimeoutError);
    expect(seen).toEqual(['abort ResourceTimeoutError', 'dispose late']);
  });

  it('ends dispose, which does not change the status of the run', async () => {
    const clock = fakeClock();
    const db = defineResource({
      timeout: '5s',
      create: () => 'db',
      dispose: () => new Promise(() => undefined),
    });
    const running = execute(toJob(Slow, 'job', { name: 'slow', resources: { db } }), { clock });
    await clock.advance('6s');
    const { success, events } = await running;
    expect(success).toBe(true);
    expect(events.at(-1)).toMatchObject({
      type: 'resource.failed',
      phase: 'close',
      error: { name: 'ResourceTimeoutError' },
    });
  });
});

describe('executeInProcess without a resource that a hook needs (S7)', () => {
  it('throws before there is a run, and names hook and key', async () => {
    class Bare {
      @Op() op(): void {}
      @Job({ hooks: [Hooks.success] }) job(this: Wired<Bare>) {
        this.op();
      }
    }
    await expect(execute(defineJob(Bare, 'job'))).rejects.toMatchObject({
      code: 'HOOKLINE_MISSING_RESOURCE',
      message: expect.stringMatching(/'slack'.*hook 'success'/) as unknown,
    });
  });
});
