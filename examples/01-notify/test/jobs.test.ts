import { join } from 'node:path';
import { startSlackDouble } from '@hookline/slack/testing';
import { executeInProcess, loadRunConfig, resultOf } from 'hookline';
import { defs } from '../src/definitions';
import { Notifications } from '../src/notifications';

const prodYaml = join(__dirname, '..', 'config', 'prod.yaml');

function createSlackMock() {
  return { chat: { postMessage: jest.fn() } };
}

function textsOf(slack: ReturnType<typeof createSlackMock>): unknown[] {
  return slack.chat.postMessage.mock.calls.map(([message]: unknown[]) => (message as { text: string }).text);
}

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('notifAll', () => {
  it('fires its hook for the op that fails, and for no other', async () => {
    const slack = createSlackMock();
    const job = defs.job(Notifications, 'notifAll');
    const result = await executeInProcess(job, { resources: { slack }, raiseOnError: false });
    expect(result.success).toBe(false);
    expect(result.outputFor('a')).toBe(1);
    expect(textsOf(slack)).toEqual(['Op b failed: b does not like positive numbers']);
  });

  it('prints the stack trace of the failure', async () => {
    const lines: string[] = [];
    jest.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    const job = defs.job(Notifications, 'notifAll');
    await executeInProcess(job, { resources: { slack: createSlackMock() }, raiseOnError: false });
    expect(lines.join('')).toMatch(/b \(step b, attempt 1\) failed \{ inputs: \[ 1 \] \}/);
    expect(lines.join('')).toMatch(/Error: b does not like positive numbers\n\s+at Notifications\.b/);
  });

  it('throws the error of the op itself, after the hooks', async () => {
    const slack = createSlackMock();
    const failure: unknown = await executeInProcess(defs.job(Notifications, 'notifAll'), {
      resources: { slack },
    }).catch((error: unknown) => error);
    expect(failure).toEqual(new Error('b does not like positive numbers'));
    expect(textsOf(slack)).toHaveLength(1);
    expect(resultOf(failure)?.steps['b']?.error).toBe(failure);
  });
});

describe('selectiveNotif', () => {
  it('fires hooks for `a` alone', async () => {
    const slack = createSlackMock();
    const job = defs.job(Notifications, 'selectiveNotif');
    await executeInProcess(job, { resources: { slack }, raiseOnError: false });
    expect(textsOf(slack)).toEqual(['Op a finished successfully']);
  });
});

describe('the environments', () => {
  it('send nothing in development', async () => {
    const log = jest.spyOn(console, 'log').mockReturnValue(undefined);
    const result = await executeInProcess(defs.job('notifDev'), { raiseOnError: false });
    expect(result.success).toBe(false);
    expect(log).toHaveBeenCalledTimes(2);
  });

  it.each(['notifProd', 'notifBound'])(
    'send to the real client in %s, with the token of the environment',
    async (name) => {
      await using slack = await startSlackDouble();
      process.env['SLACK_TOKEN'] = 'xoxb-of-this-test';
      process.env['SLACK_API_URL'] = slack.url;
      const runConfig = name === 'notifProd' ? await loadRunConfig(prodYaml) : {};
      await executeInProcess(defs.job(name), { runConfig, raiseOnError: false });
      // Between the hooks of a step and those of its run no order is promised.
      expect(slack.messages.map(({ channel, text, token }) => [channel, text, token]).sort()).toEqual([
        ['#alerts', `Job ${name} failed (steps: b): b does not like positive numbers`, 'xoxb-of-this-test'],
        ['#foo', 'Op b failed: b does not like positive numbers', 'xoxb-of-this-test'],
      ]);
    },
  );
});
