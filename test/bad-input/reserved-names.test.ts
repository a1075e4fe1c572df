import { parseRunConfig } from '@hookline/core/spi';
import {
  type Dynamic,
  defineJob,
  defineLogger,
  definitions,
  dynamic,
  executeInProcess,
  failureHook,
  Graph,
  type HookContext,
  hardcodedResource,
  Inject,
  Job,
  Op,
  type OpContext,
  outs,
  type RunConfig,
  type Wired,
} from 'hookline';
import { buildOpContext } from 'hookline/testing';
import { z } from 'zod';

// Names that every object has, or that promises and JSON ask any object for.
const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'prototype', 'then', 'toJSON', 'length', 'name'];
const quiet: RunConfig = { loggers: { console: { config: { logLevel: 'silent' } } } };
/** An object whose own key may be `__proto__`. */
const keyed = <T>(name: string, value: T): Record<string, T> => Object.fromEntries([[name, value]]);

describe.each(NAMES)('%s', (name) => {
  it('is the name of an op, of its alias and of a graph like any other', async () => {
    class Named {
      @Op({ name, config: z.object({ by: z.number() }) })
      op(context: OpContext<object, { by: number }>): number {
        return context.opConfig.by;
      }
      @Graph({ name })
      graph(this: Wired<Named>) {
        return this.op();
      }
      @Job({ name })
      job(this: Wired<Named>): void {
        this.graph();
        this.op.alias('other')();
        this.op.alias(`${name}_3`)();
      }
    }
    const entry = { config: { by: 7 } };

    const ops: NonNullable<RunConfig['ops']> = Object.fromEntries<object>([
      [name, { ops: keyed(name, entry) }],
      ['other', entry],
      [`${name}_3`, entry],
    ]);
    const job = defineJob(Named, 'job');
    const result = await executeInProcess(job, { runConfig: { ...quiet, ops } });
    expect(job.name).toBe(name);
    expect(Object.keys(result.steps)).toEqual([`${name}.${name}`, 'other', `${name}_3`]);
    expect(result.outputFor(`${name}.${name}`)).toBe(7);
  });

  it('is the name of an output and of a map key like any other', async () => {
    class Outputs {
      @Op({ outs: [name, 'other'] as never[] })
      split(): never {
        return outs(
          Object.fromEntries([
            [name, 1],
            ['other', 2],
          ]),
        ) as never;
      }
      @Op({ dynamic: true })
      each(): Dynamic<number> {
        return dynamic([[name, 3]]);
      }
      @Op()
      add(value: number): number {
        return value + 1;
      }
      @Job()
      job(this: Wired<Outputs>): void {
        const parts = (this.split as unknown as () => Record<string, never>)();
        this.add(parts[name] as never);
        this.each().map((item) => this.add.alias('mapped')(item));
      }
    }
    const result = await executeInProcess(defineJob(Outputs, 'job'), { runConfig: quiet });
    expect(result.outputFor('split', name)).toBe(1);
    expect(result.outputFor('add')).toBe(2);
    expect(result.outputFor(`mapped[${name}]`)).toBe(4);
    expect(Object.entries(result.outputFor('each') as object)).toEqual([[name, 3]]);
  });

  it('is the key of a resource, given by the job, by definitions or by the caller', async () => {
    class Needs {
      @Op({ requiredResourceKeys: [name] })
      op({ resources }: OpContext<Record<string, unknown>>): unknown {
        return resources[name];
      }
      @Job()
      job(this: Wired<Needs>): void {
        this.op();
      }
    }
    const bound = definitions({ jobs: [Needs], resources: keyed(name, hardcodedResource('shared')) }).job('job');
    const fromCaller = await executeInProcess(defineJob(Needs, 'job'), {
      runConfig: quiet,
      resources: keyed(name, 'given'),
    });
    expect((await executeInProcess(bound, { runConfig: quiet })).outputFor('op')).toBe('shared');
    expect(fromCaller.outputFor('op')).toBe('given');
    const context = buildOpContext<Record<string, unknown>>({ resources: keyed(name, 'mock') });
    expect(context.resources[name]).toBe('mock');
  });

  it('is missing where it is not given', async () => {
    class Needs {
      @Op({ requiredResourceKeys: [name] })
      op(): void {}
      @Job()
      job(this: Wired<Needs>): void {
        this.op();
      }
    }
    await expect(executeInProcess(defineJob(Needs, 'job'))).rejects.toMatchObject({
      code: 'HOOKLINE_MISSING_RESOURCE',
    });
    expect(() => definitions({ jobs: [Needs] }).job(name)).toThrow(/HOOKLINE|Resource/);
  });

  it('is the name of a hook, a logger and a tag like any other', async () => {
    const lines: string[] = [];
    const write = (message: string) => void lines.push(message);
    const mine = defineLogger({ create: () => ({ debug: write, info: write, warn: write, error: write }) });
    const seen: unknown[] = [];
    class Plain {
      @Op({ tags: keyed(name, 'value') })
      op({ log }: OpContext): void {
        log.info('hello');
        throw new Error('boom');
      }
      @Job()
      job(this: Wired<Plain>): void {
        this.op();
      }
    }
    const hook = failureHook({ name }, ({ op }: HookContext) => void seen.push(Object.entries(op.tags)));
    const job = definitions({ jobs: [Plain], hooks: [hook], loggers: keyed(name, mine) }).job('job');
    const runConfig: RunConfig = { loggers: keyed(name, {}) };
    const result = await executeInProcess(job, { runConfig, raiseOnError: false });
    expect(result.hookEvents).toMatchObject([{ type: 'hook.completed', hookName: name }]);
    expect(lines).toContain('hello');
    expect(seen).toEqual([[[name, 'value']]]);
  });

  it('is an unknown name where nothing has it', async () => {
    class Plain {
      @Op()
      op(): void {}
      @Job()
      job(this: Wired<Plain>): void {
        this.op();
      }
    }
    class Wrong extends Plain {
      @Job()
      wrong(this: Wired<Wrong>): void {
        (this as unknown as Record<string, () => void>)[name]?.();
      }
    }
    const job = defineJob(Plain, 'job');
    if (name !== 'then') expect(() => defineJob(Wrong, 'wrong')).toThrow('has no such op or graph');
    const result = await executeInProcess(job, { runConfig: quiet });
    expect(() => result.outputFor(name)).toThrow(`has no step '${name}'`);
    expect(() => result.outputFor('op', name)).toThrow(`has no value of output '${name}'`);
    expect(() => definitions({ jobs: [Plain] }).job(name)).toThrow(`no job '${name}'`);
    expect(() => defineJob(Plain, name as 'job')).toThrow(/is no job\. There are: job/);
    await expect(executeInProcess(job, keyed(name, 1))).rejects.toThrow(
      `Option '${name}' of executeInProcess() does not`,
    );
    await expect(executeInProcess(job, { runConfig: keyed(name, {}) })).rejects.toThrow(name);
    await expect(executeInProcess(job, { opSelection: [name] })).rejects.toThrow(`There is no step or graph '${name}'`);
    expect(() => Op(keyed(name, 1))(Plain.prototype, 'op' as never, {} as never)).toThrow();
  });

  it('is a key of YAML that is refused where it is unknown', async () => {
    class Plain {
      @Op({ config: z.object({ by: z.number() }) })
      op(): void {}
      @Job()
      job(this: Wired<Plain>): void {
        this.op();
      }
    }
    const read = () => parseRunConfig(`ops: { op: { config: { by: 1, ${name}: 2 } } }`, 'prod.yaml');
    await expect(async () => executeInProcess(defineJob(Plain, 'job'), { runConfig: read() })).rejects.toThrow(name);
  });
});

describe('__proto__', () => {
  const name = '__proto__';

  it.each<[string, () => unknown]>([
    ['an op', () => Op({ name })],
    ['an output', () => Op({ outs: [name] })],
    ['a resource key of an op', () => Op({ requiredResourceKeys: [name] })],
    ['a tag', () => Op({ tags: keyed(name, 'x') })],
    ['a graph', () => Graph({ name })],
    ['a job', () => Job({ name })],
    ['a resource of a job', () => Job({ resources: keyed(name, hardcodedResource(1)) })],
  ])('is refused as the name of %s', (_, decorate) => {
    class Plain {
      method(): void {}
    }
    const decorator = decorate() as (...args: readonly unknown[]) => void;
    const apply = () =>
      decorator(Plain.prototype, 'method', Object.getOwnPropertyDescriptor(Plain.prototype, 'method'));
    expect(apply).toThrow(/__proto__.* Give another name: 'proto'/);
  });

  it.each<[string, () => unknown]>([
    ['a hook', () => failureHook({ name }, () => undefined)],
    ['a shared resource', () => definitions({ jobs: [], resources: keyed(name, hardcodedResource(1)) })],
    ['an injected resource', () => Inject(name)],
  ])('is refused as the name of %s', (_, define) => {
    expect(define).toThrow(name);
  });

  it('is refused as a key of run config', async () => {
    class Plain {
      @Op({ config: z.record(z.string(), z.number()) })
      op(): void {}
      @Job()
      job(this: Wired<Plain>): void {
        this.op();
      }
    }
    const runConfig = { ops: { op: { config: keyed(name, 1) } } };
    await expect(executeInProcess(defineJob(Plain, 'job'), { runConfig })).rejects.toThrow('a key cannot be __proto__');
  });

  it('is a map key and a step output like any other', async () => {
    class Each {
      @Op({ dynamic: true })
      each(): Dynamic<number> {
        return dynamic([[name, 3]]);
      }
      @Job()
      job(this: Wired<Each>): void {
        this.each();
      }
    }
    const result = await executeInProcess(defineJob(Each, 'job'), { runConfig: quiet });
    expect(Object.entries(result.outputFor('each') as object)).toEqual([[name, 3]]);
  });
});
