import { inspect } from 'node:util';
import {
  defineJob,
  defineLogger,
  defineResource,
  definitions,
  FailureHook,
  type FailureHookContext,
  type HookContext,
  Job,
  Op,
  type OpContext,
  type Outs,
  outs,
  SuccessHook,
  secret,
  type Wired,
} from '@hookline/core';
import { z } from 'zod';
import { createRedact } from '../src/redact';
import { redactData } from '../src/redact-data';
import { createTestExecutor } from './engine';

const opened: string[] = [];
const base = defineResource({ create: () => opened.push('base') });
const slack = defineResource({
  config: z.object({ token: secret(z.string()).default('xoxb-secret') }),
  requires: { base },
  create: () => opened.push('slack'),
});

type Loose = (...args: unknown[]) => unknown;

let printed: string[] = [];

class Hooks {
  @SuccessHook() static print(context: HookContext) {
    printed.push(inspect(context));
  }
  @FailureHook() static redactsAnything({ redact }: FailureHookContext) {
    printed.push((redact as Loose)(3) as string);
  }
}

class Ops {
  @Op({ requiredResourceKeys: ['slack'] }) talk({ log }: OpContext<{ slack: number }>): void {
    (log.error as Loose)(new Error('as a message'));
    (log.info as Loose)({ an: 'object' });
    (log.info as Loose)(undefined);
  }
  @Op({ outs: ['some', 'none?'] }) split(): Outs<{ some: number; none?: number }> {
    return outs<{ some: number; none?: number }>({ some: 1, none: undefined as never });
  }
  @Op() take(n: number): number {
    return n;
  }
  @Op() printing(context: OpContext): void {
    printed.push(inspect(context));
    throw new Error('printed');
  }
  @Op() metadata({ addOutputMetadata }: OpContext): void {
    addOutputMetadata({ fine: [1, { a: null }] });
    (addOutputMetadata as Loose)({ handle: () => 1 });
  }
  @Job({ resources: { slack } }) talking(this: Wired<Ops>) {
    this.talk();
  }
  @Job({ hooks: [Hooks.print, Hooks.redactsAnything] }) all(this: Wired<Ops>) {
    const { some, none } = this.split();
    this.take(some);
    this.take(none);
    this.printing();
    this.metadata();
  }
}

const execute = createTestExecutor();

beforeEach(() => {
  opened.length = 0;
  printed = [];
});

describe('resources given to executeInProcess', () => {
  it('must not be misspelt, for the real ones would run', async () => {
    const running = execute(defineJob(Ops, 'talking'), { resources: { slak: 1 } });
    await expect(running).rejects.toThrow(
      "Option 'resources.slak' of executeInProcess() is a resource that the job does not have. Did you mean 'slack'?",
    );
    expect(opened).toEqual([]);
  });

  it('must not be undefined', async () => {
    const running = execute(defineJob(Ops, 'talking'), { resources: { slack: undefined } });
    await expect(running).rejects.toThrow("Option 'resources.slack' of executeInProcess() is undefined.");
  });

  it('may replace what a resource requires, and are warned of where nothing asks for them', async () => {
    const { events } = await execute(defineJob(Ops, 'talking'), {
      resources: { base: 1, warehouse: 2 },
    });
    expect(opened).toEqual(['slack']);
    expect(events).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        message: "Resource 'warehouse' is given, but nothing in the job asks for it.",
      }),
    );
  });
});

describe('log lines from JavaScript', () => {
  it('are texts, whatever is logged', async () => {
    const { events } = await execute(defineJob(Ops, 'talking'));
    expect(events.flatMap((event) => (event.type === 'log' ? [event.message] : []))).toEqual([
      'as a message',
      "{ an: 'object' }",
      'undefined',
    ]);
  });

  it('need a logger that has all four functions', async () => {
    const half = defineLogger({ create: () => ({ info: () => undefined }) as never });
    const job = definitions({ jobs: [Ops], loggers: { half } }).job('talking');
    await expect(execute(job, { runConfig: { loggers: { half: {} } } })).rejects.toThrow(
      "The logger 'half' has no function debug, warn, error. create of defineLogger returns a logger",
    );
  });
});

describe('a conditional output that is undefined', () => {
  it('is absent', async () => {
    const { steps } = await execute(defineJob(Ops, 'all'), { raiseOnError: false });
    expect(steps['take_2']).toMatchObject({ status: 'skipped', skipReason: 'absent' });
  });
});

describe('contexts', () => {
  it('can be printed', async () => {
    await execute(defineJob(Ops, 'all'), { raiseOnError: false, runId: 'r1' });
    expect(printed.join('\n')).toContain("stepKey: 'printing'");
    expect(printed.join('\n')).toMatch(/jobName: 'all',\n {2}runId: 'r1',\n {2}hookDef: \{ name: 'print'/);
  });

  it('redact whatever they are given', async () => {
    await execute(defineJob(Ops, 'all'), { raiseOnError: false });
    expect(printed).toContain('3');
  });

  it('take metadata that is JSON', async () => {
    const { steps } = await execute(defineJob(Ops, 'all'), { raiseOnError: false });
    expect(steps['metadata']?.error?.message).toBe(
      "Parameter 'metadata.handle' of context.addOutputMetadata() is function handle. " +
        'Give texts, finite numbers, true, false, null, or lists and plain objects of them, at most 100 levels deep.',
    );
  });
});

describe('a result', () => {
  it.each([undefined, null, 3, {}])('names the steps when it is asked for step %j', async (step) => {
    const result = await execute(defineJob(Ops, 'talking'));
    expect(() => result.outputFor(step as string)).toThrow('There are: talk.');
    expect(() => result.eventsFor(step as string)).toThrow('There are: talk.');
  });
});

describe('data of a log line with objects of classes', () => {
  const redact = createRedact(['hunter22']);

  it('keeps those without secrets, and shows the others redacted', () => {
    const url = new URL('http://host/');
    const clean = new Map([['a', 1]]);
    const data = { url, clean, map: new Map([['key', 'hunter22']]), bytes: Buffer.from('hunter22'), hunter22: 1 };
    const redacted = redactData(data, redact) as typeof data;
    expect([redacted.url, redacted.clean]).toEqual([url, clean]);
    expect(redacted).toMatchObject({ map: "Map(1) { 'key' => '•••' }", bytes: '•••', '•••': 1 });
  });
});
