import * as door from '@hookline/slack';
import { startSlackDouble } from '@hookline/slack/testing';
import { type Entry, entry } from '../entry';
import { type Form, FUNCTION, form, NAME, NONEMPTY, optional, optionals, options, TEXT, TIMEOUT } from '../form';
import { RETRY_OPTIONS } from './decorators';

/** Looked into by name. */
const slack = { ...door };

const ERRORS = { errors: form(() => [Error], 'empty list') };
const KINDS = { kinds: form(() => ['io'], 'empty list') };
const RETRY_POLICY: Form = { ...RETRY_OPTIONS, valid: () => ({ maxRetries: 1, delay: 1 }) };

function factory(
  name: 'slackOnFailure' | 'slackOnRunFailure' | 'slackOnSuccess',
  more: Readonly<Record<string, Form>>,
): Entry {
  const taken = options({
    channel: NONEMPTY,
    ...optionals({
      message: FUNCTION,
      blocks: FUNCTION,
      name: NAME,
      description: TEXT,
      retryPolicy: RETRY_POLICY,
      timeout: TIMEOUT,
      filter: form(() => () => true, 'function', 'error class'),
      ...more,
    }),
  });
  return { ...entry(name, { options: taken }, slack[name]), place: new RegExp(`${name}|[hH]ook`) };
}

const REPLY = form(() => 'ok');

async function callStart(options: unknown): Promise<void> {
  await using _ = await startSlackDouble(options as object);
}

const START: Entry = entry(
  'startSlackDouble',
  // 0 is any port that is free; 1 is one that a user may not listen on.
  { options: optional(options(optionals({ port: form(() => 0, 'zero', 'one'), onMessage: FUNCTION }))) },
  callStart,
);

export const SLACK: readonly Entry[] = [
  factory('slackOnFailure', { ...ERRORS, ...KINDS }),
  factory('slackOnRunFailure', ERRORS),
  factory('slackOnSuccess', {}),
  START,
  ...(['next', 'always'] as const).map((name): Entry => {
    const call = async (reply: unknown) => {
      await using double = await startSlackDouble();
      double[name](reply as 'ok');
    };
    return {
      name: `startSlackDouble().${name}`,
      of: 'startSlackDouble',
      parameters: { reply: REPLY },
      call,
      place: /Slack double/,
    };
  }),
];
