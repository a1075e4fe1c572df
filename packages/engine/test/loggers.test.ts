import {
  defineJob,
  defineLogger,
  defineResource,
  definitions,
  FailureHook,
  type FailureHookContext,
  Job,
  type LogLevel,
  Op,
  type OpContext,
  secret,
  type Wired,
} from '@hookline/core';
import { z } from 'zod';
import { createTestExecutor } from './engine';

const slack = defineResource({
  config: z.object({ token: secret(z.string()) }),
  create: ({ config }) => ({ token: config.token }),
});

class Hooks {
  @FailureHook() static alarming({ opException }: FailureHookContext) {
    throw new Error(`no answer: ${opException.message}`, { cause: new Error('host of xoxb-secret is gone') });
  }
}

class Ops {
  @Op({ requiredResourceKeys: ['slack'] }) talk({ log, resources }: OpContext<{ slack: { token: string } }>): void {
    const { token } = resources.slack;
    log.info(`token ${token}`, { token, nested: { list: [token, 1] }, error: new Error(`bad ${token}`), rows: 3 });
    throw new Error(`refused ${token}`);
  }
  @Job({ resources: { slack }, hooks: [Hooks.alarming] }) job(this: Wired<Ops>) {
    this.talk();
  }
}

const runConfig = { resources: { slack: { config: { token: 'xoxb-secret' } } } };

interface Line {
  readonly level: LogLevel;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>> | undefined;
}

function createRecorder(lines: Line[]) {
  const write = (level: LogLevel) => (message: string, data?: Line['data']) =>
    void lines.push({ level, message, data });
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

describe('loggers', () => {
  it('get lines and failed hooks with their place, and no secret in any text (D30)', async () => {
    const lines: Line[] = [];
    const execute = createTestExecutor({ consoleLogger: () => createRecorder(lines) });
    await execute(defineJob(Ops, 'job'), { runConfig, raiseOnError: false, runId: 'r1' });
    expect(lines).toMatchObject([
      {
        level: 'info',
        message: 'token •••',
        data: { token: '•••', nested: { list: ['•••', 1] }, rows: 3, jobName: 'job', runId: 'r1', stepKey: 'talk' },
      },
      {
        level: 'error',
        message: "Hook 'alarming' failed: no answer: refused •••: host of ••• is gone",
        data: { hookName: 'alarming', stepKey: 'talk', error: { message: 'no answer: refused •••' } },
      },
    ]);
    const shown = lines
      .map(({ data }) => data?.['error'] as Error)
      .map(({ message, stack }) => message + String(stack));
    expect(shown.join()).not.toContain('xoxb-secret');
  });

  it('leave the events and the error of the run as they are', async () => {
    const result = await createTestExecutor()(defineJob(Ops, 'job'), { runConfig, raiseOnError: false });
    expect(result.error?.message).toBe('refused xoxb-secret');
    expect(result.events).toContainEqual(expect.objectContaining({ type: 'log', message: 'token xoxb-secret' }));
  });

  it('are those that run config names, with their config', async () => {
    const lines: Line[] = [];
    const levels: string[] = [];
    const prefixed = defineLogger({
      config: z.object({ prefix: z.string() }),
      create: ({ config }) => {
        levels.push(config.prefix);
        return createRecorder(lines);
      },
    });
    const job = definitions({ jobs: [Ops], loggers: { prefixed } }).job('job');
    const console = jest.fn();
    const loggers = { prefixed: { config: { prefix: '>' } } };
    const execute = createTestExecutor({ consoleLogger: console });
    await execute(job, { runConfig: { ...runConfig, loggers }, raiseOnError: false });
    expect([levels, lines.length]).toEqual([['>'], 2]);
    expect(console).not.toHaveBeenCalled();
  });
});
