import { defineResource, Job, mockResource, Op, type Wired } from '@hookline/core';
import { WebClient } from '@slack/web-api';
import { slackOnFailure, slackOnRunFailure, slackOnSuccess, slackResource } from '../../src';

const ALERTS = { channel: '#alerts' };
const resources = { slack: slackResource };
const ownClient = { slack: defineResource({ create: () => new WebClient('xoxb-test') }) };
const mocked = { slack: mockResource<WebClient>({ chat: { postMessage: () => Promise.resolve({ ok: true }) } }) };

export class Billing {
  @Op() invoice(): number {
    return 1;
  }

  @Job({ resources, hooks: [slackOnFailure(ALERTS), slackOnSuccess(ALERTS), slackOnRunFailure(ALERTS)] })
  withOurResource(this: Wired<Billing>) {
    this.invoice();
  }

  @Job({ resources: ownClient, hooks: [slackOnFailure(ALERTS), slackOnRunFailure(ALERTS)] })
  withAClientOfTheUser(this: Wired<Billing>) {
    this.invoice();
  }

  @Job({ resources: mocked, hooks: [slackOnFailure(ALERTS)] })
  withAMock(this: Wired<Billing>) {
    this.invoice();
  }

  @Job({ resources })
  onOneOp(this: Wired<Billing, typeof resources>) {
    this.invoice.withHooks(slackOnFailure(ALERTS))();
  }

  // @ts-expect-error: the hook needs `slack`, which the job does not provide
  @Job({ resources: { mail: slackResource }, hooks: [slackOnFailure(ALERTS)] })
  withoutTheResource(this: Wired<Billing>) {
    this.invoice();
  }

  @Job({ resources })
  runHookOnOneOp(this: Wired<Billing, typeof resources>) {
    // @ts-expect-error: a run hook fires once per run
    this.invoice.withHooks(slackOnRunFailure(ALERTS))();
  }
}

slackOnFailure({ ...ALERTS, message: ({ opException, failureKind }) => `${failureKind}: ${opException.message}` });
slackOnFailure({ ...ALERTS, filter: ({ attempt }) => attempt > 1, kinds: ['timeout'], errors: [TypeError] });
slackOnSuccess({ ...ALERTS, message: async ({ opOutputValues }) => Promise.resolve(String(opOutputValues['result'])) });
slackOnRunFailure({ ...ALERTS, message: ({ failedSteps }) => failedSteps.map(({ stepKey }) => stepKey).join() });
slackOnFailure({ ...ALERTS, blocks: () => [{ type: 'divider' }] });

// @ts-expect-error: no channel
slackOnFailure({});
// @ts-expect-error: a text is no function of the context
slackOnFailure({ ...ALERTS, message: 'boom' });
// @ts-expect-error: a text is no list of blocks
slackOnFailure({ ...ALERTS, blocks: () => 'boom' });
// @ts-expect-error: no step failed where a step succeeded
slackOnSuccess({ ...ALERTS, filter: ({ failureKind }) => failureKind === 'timeout' });
// @ts-expect-error: the key is always `slack`
slackOnFailure({ ...ALERTS, requiredResourceKeys: ['mail'] });

slackResource.configured({ token: 'xoxb-test', apiUrl: 'http://127.0.0.1:80/api/' });
// @ts-expect-error: a misspelt key
slackResource.configured({ tokn: 'xoxb-test' });
