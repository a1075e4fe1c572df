import { defineJob, executeInProcess, type HookEvent, Job, Op, type Result, type Wired } from 'hookline';
import { slackOnFailure, slackOnRunFailure, slackOnSuccess, slackResource } from '../src';
import { type SlackDouble, startSlackDouble } from '../src/testing';

const TOKEN = 'xoxb-a-secret-token';

class Billing {
  @Op() invoice(): number {
    return 1;
  }

  @Op() send(count: number): void {
    throw new Error(`${count} invoice not sent with ${TOKEN}`);
  }

  @Job({
    resources: { slack: slackResource },
    hooks: [
      slackOnFailure({ channel: '#billing' }),
      slackOnFailure({ channel: '#alerts', message: ({ opException }) => opException.message }),
      slackOnSuccess({ channel: '#billing' }),
      slackOnRunFailure({ channel: '#alerts' }),
    ],
  })
  nightly(this: Wired<Billing>) {
    this.send(this.invoice());
  }
}

describe('the Slack hooks of a job', () => {
  let slack: SlackDouble;
  beforeAll(async () => {
    slack = await startSlackDouble();
  });
  beforeEach(() => {
    slack.reset();
  });
  afterAll(() => slack.close());

  const run = (): Promise<Result> => {
    const job = defineJob(Billing, 'nightly');
    const config = { token: TOKEN, apiUrl: slack.url };
    return executeInProcess(job, {
      runConfig: { resources: { slack: { config } } },
      runId: 'r-1',
      raiseOnError: false,
    });
  };

  it('post to their channels, with the token masked', async () => {
    const result = await run();
    expect(result.status).toBe('failure');
    const posted = slack.messages.map(({ channel, text }) => `${channel} ${text.split(' in ')[0] ?? ''}`);
    // Between steps no order of hooks is promised (S3).
    expect(posted.sort()).toEqual([
      '#alerts 1 invoice not sent with •••',
      '#alerts :rotating_light: *nightly* failed\n> `send`: 1 invoice not sent with •••\nRun `r-1`',
      '#billing :white_check_mark: *nightly*: `invoice` succeeded',
      '#billing :x: *nightly*: `send` failed on attempt 1\n> 1 invoice not sent with •••\nRun `r-1`',
    ]);
    expect(slack.calls.every(({ token }) => token === TOKEN)).toBe(true);
  });

  it('are tried again after the delay that Slack asks for', async () => {
    slack.next({ rateLimited: { retryAfter: 0 } }, { rateLimited: { retryAfter: 0 } });
    const { hookEvents } = await run();
    expect(slack.calls).toHaveLength(6);
    expect(slack.messages).toHaveLength(4);
    expect(failures(hookEvents).map(({ willRetry }) => willRetry)).toEqual([true, true]);
  });

  it('give up after three retries, and change nothing about the run', async () => {
    slack.always({ rateLimited: { retryAfter: 0 } });
    const { status, hookEvents } = await run();
    expect(status).toBe('failure');
    expect(slack.calls).toHaveLength(16);
    expect(failures(hookEvents)).toHaveLength(16);
    expect(failures(hookEvents).filter(({ willRetry }) => !willRetry)).toHaveLength(4);
  });

  it('fail alone when Slack refuses the token', async () => {
    slack.always({ error: 'invalid_auth' });
    const { error, hookEvents } = await run();
    expect(error?.message).toMatch('invoice not sent');
    const refused = { willRetry: false, error: { data: { error: 'invalid_auth' } } };
    expect(failures(hookEvents)).toMatchObject([refused, refused, refused, refused]);
  });
});

type HookFailure = Extract<HookEvent, { readonly type: 'hook.failed' }>;

function failures(events: readonly HookEvent[]): readonly HookFailure[] {
  return events.filter((event): event is HookFailure => event.type === 'hook.failed');
}
