import { inspect } from 'node:util';
import { deadLetterHook, type HookContext, mockResource } from '@hookline/core';
import { buildHookContext } from '@hookline/testing';
import { onFailureIn, type Slack, SlackHooks } from './slack-hooks';
import { thrownBy } from './thrown-by';

const slackMock = () => ({ chat: { postMessage: jest.fn() } });

describe('buildHookContext', () => {
  it('gives a hook its mocks and fields', async () => {
    const slack = slackMock();
    const fields = { resources: { slack }, op: { name: 'a' }, opException: new Error('boom') };
    await SlackHooks.onFailure(buildHookContext(SlackHooks.onFailure, fields));
    expect(slack.chat.postMessage.mock.calls).toEqual([[{ channel: '#foo', text: 'Op a failed: boom' }]]);
  });

  it('takes function twins', async () => {
    const slack = slackMock();
    const hook = onFailureIn('#ops');
    const context = buildHookContext(hook, { resources: { slack } });
    await hook(context);
    expect(slack.chat.postMessage).toHaveBeenCalledWith({ channel: '#ops', text: 'failed' });
    expect(context.hookDef.name).toBe('onFailureIn');
  });

  it('knows the hook: its definition and its resource keys', () => {
    const { hookDef, requiredResourceKeys } = buildHookContext(SlackHooks.onFailure);
    expect(hookDef).toEqual({
      name: 'onFailure',
      kind: 'failure',
      requiredResourceKeys: ['slack'],
      description: 'Tells the channel.',
    });
    expect([...requiredResourceKeys]).toEqual(['slack']);
  });

  it('takes every field of the kind', () => {
    const error = new Error('boom');
    const step = {
      jobName: 'nightly',
      runId: 'r1',
      stepKey: 'graph.load',
      attempt: 2,
      opConfig: { table: 't' },
      opInputValues: [1],
      opOutputValues: { result: 2 },
      opOutputMetadata: { rows: 3 },
      opException: error,
      failureKind: 'timeout',
      delay: 500,
      startedAt: 1,
      endedAt: 2,
      runTags: { team: 'billing' },
      requiredResourceKeys: new Set(['x']),
      log: { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() },
      redact: () => '•••',
      signal: AbortSignal.abort(),
    } as const;
    const context = buildHookContext(SlackHooks.onRetry, step);
    expect(context).toMatchObject(step);
    expect(context.signal.aborted).toBe(true);
    const onInstance = {
      deliveryId: 'r1/7/onRetry',
      deliveryAttempt: 2,
      triggeredAt: 5,
      isReplay: false,
      runUrl: 'https://hooks.example/runs/r1',
    };
    expect(buildHookContext(SlackHooks.onRetry, onInstance)).toMatchObject(onInstance);
    const run = { status: 'failure', steps: {}, error, failedSteps: [{ stepKey: 'load', error }] } as const;
    expect(buildHookContext(SlackHooks.onRunFailure, run)).toMatchObject(run);
  });

  it('takes the delivery of a hook of last resort', () => {
    const hook = deadLetterHook({ name: 'last' }, ({ delivery, runId }) => [delivery.hookName, runId]);
    const delivery = { id: 'r1/7/notify', hookName: 'notify', runId: 'r1', attempts: 12, error: new Error('boom') };
    expect(hook(buildHookContext(hook, { delivery, runId: 'r1' }))).toEqual(['notify', 'r1']);
    expect(() => buildHookContext(hook).delivery).toThrow(
      "context.delivery of hook 'last' was not set. Give it: buildHookContext(hook, { delivery: { id: 'run-1/7/notify',",
    );
  });

  it('leaves unset fields of op and hookDef empty, or as the hook has them', () => {
    const { op, hookDef } = buildHookContext(SlackHooks.onStart, { op: { alias: 'x' }, hookDef: { name: 'other' } });
    expect(op).toEqual({ name: '', definition: '', tags: {}, alias: 'x' });
    expect(op.description).toBeUndefined();
    expect(hookDef).toEqual({ name: 'other', kind: 'start', requiredResourceKeys: [] });
  });

  it('has a silent log, a redact that changes nothing and a signal that is not aborted', () => {
    const { log, redact, signal, resources } = buildHookContext(SlackHooks.onStart);
    log.error('dropped', { a: 1 });
    expect([redact('text'), signal.aborted, resources]).toEqual(['text', false, {}]);
  });

  it('completes a log of which only what is looked at is given', () => {
    const warn = jest.fn();
    const { log } = buildHookContext(SlackHooks.onStart, { log: { warn } });
    log.info('dropped');
    log.warn('seen');
    expect(warn).toHaveBeenCalledWith('seen');
  });

  it('serves generic code without a hook', () => {
    const context = buildHookContext<HookContext<{ slack: Slack }>>({
      resources: { slack: { team: { id: 'T1' } } },
      op: { name: 'a' },
    });
    expect([context.op.name, context.resources.slack.team.id, [...context.requiredResourceKeys]]).toEqual([
      'a',
      'T1',
      ['slack'],
    ]);
    expect(() => context.hookDef).toThrow(
      "Give it: buildHookContext({ hookDef: { name: 'notify', kind: 'failure' } }).",
    );
    const { hookDef } = buildHookContext({ hookDef: { name: 'x' } });
    expect([hookDef.name, hookDef.requiredResourceKeys, hookDef.description]).toEqual(['x', [], undefined]);
    expect(() => hookDef.kind).toThrow('context.hookDef.kind was not set.');
  });
});

describe('an unset field of a hook context', () => {
  it.each([
    ['stepKey', SlackHooks.onStart, "{ stepKey: 'load' }"],
    ['op', SlackHooks.onStart, "{ op: { name: 'load' } }"],
    ['opException', SlackHooks.onRetry, "{ opException: new Error('boom') }"],
    ['delay', SlackHooks.onRetry, '{ delay: 1_000 }'],
    ['skipReason', SlackHooks.onSkip, "{ skipReason: 'absent' }"],
    ['wasRunning', SlackHooks.onCancel, '{ wasRunning: true }'],
    ['status', SlackHooks.onRunStart, "{ status: 'failure' }"],
    ['error', SlackHooks.onRunFailure, "{ error: new Error('boom') }"],
  ] as const)('%s throws the remedy', (name, hook, argument) => {
    const context: Readonly<Record<string, unknown>> = { read: buildHookContext(hook) };
    const read = () => (context['read'] as Readonly<Record<string, unknown>>)[name];
    expect(thrownBy(read)).toMatchObject({
      name: 'InvalidInvocationError',
      code: 'HOOKLINE_UNSET_FIELD',
      message: `context.${name} of hook '${hook.name}' was not set. Give it: buildHookContext(hook, ${argument}).`,
    });
  });

  it.each([SlackHooks.onStart, SlackHooks.onSuccess, SlackHooks.onSkip, SlackHooks.onCancel])(
    'opException is undefined where the kind allows that',
    (hook) => {
      expect(buildHookContext(hook as typeof SlackHooks.onStart).opException).toBeUndefined();
    },
  );

  it('that only an instance sets is undefined, as in a run without one', () => {
    const { deliveryId, deliveryAttempt, triggeredAt, isReplay, runUrl } = buildHookContext(SlackHooks.onStart);
    expect([deliveryId, deliveryAttempt, triggeredAt, isReplay, runUrl]).toEqual(Array(5).fill(undefined));
  });

  it('of another kind is undefined, as in a run', () => {
    expect(buildHookContext(SlackHooks.onStart)).not.toHaveProperty('failureKind');
  });

  it('that is set to undefined is set', () => {
    expect(buildHookContext<HookContext>({ opException: undefined }).opException).toBeUndefined();
    expect(() => buildHookContext<HookContext>({}).opException).toThrow('was not set');
  });
});

describe('resources of a hook context', () => {
  it('throw the remedy when a declared one was not given', () => {
    const { resources } = buildHookContext(SlackHooks.onSuccess, { resources: { db: {} } as never });
    expect(thrownBy(() => resources.slack)).toMatchObject({
      code: 'HOOKLINE_UNSET_FIELD',
      message:
        "context.resources.slack of hook 'onSuccess' was not set. " +
        'Give it: buildHookContext(hook, { resources: { slack: ... } }).',
    });
    const generic = buildHookContext<HookContext<{ slack: Slack }>>({});
    expect(() => generic.resources.slack).toThrow('Give it: buildHookContext({ resources: { slack: ... } }).');
  });

  it('throw as in a run when an undeclared one is read', () => {
    const { resources } = buildHookContext(SlackHooks.onSuccess);
    expect(thrownBy(() => (resources as { readonly mail?: unknown }).mail)).toMatchObject({
      code: 'HOOKLINE_UNKNOWN_RESOURCE',
      message: expect.stringContaining('slack, db') as string,
    });
  });

  it('must be declared', () => {
    const build = (resources: object) => () =>
      buildHookContext(SlackHooks.onFailure, { resources: resources as never });
    expect(build({ slak: {} })).toThrow("does not declare the resource 'slak'. Did you mean 'slack'?");
    expect(build({ database: {} })).toThrow('It declares: slack. Add it to requiredResourceKeys of the hook.');
  });

  it('are values: a definition is pointed to openHookContext', () => {
    const slack = mockResource<Slack>({});
    expect(
      thrownBy(() => buildHookContext(SlackHooks.onFailure, { resources: { slack: slack as never } })),
    ).toMatchObject({
      code: 'HOOKLINE_BAD_ARGUMENT',
      message: expect.stringContaining('let await openHookContext(...) open and close it') as string,
    });
  });
});

describe('printing a hook context', () => {
  const contexts: readonly (readonly [string, object])[] = [
    ['without fields', buildHookContext(SlackHooks.onSuccess)],
    ['with fields', buildHookContext(SlackHooks.onFailure, { op: { name: 'a' }, resources: { slack: slackMock() } })],
    ['of a run hook', buildHookContext(SlackHooks.onRunFailure)],
    ['without a hook', buildHookContext({})],
  ];

  it.each(contexts)('%s never throws', (_, context) => {
    const { resources, hookDef = {} } = { hookDef: {}, ...context } as { resources: object; hookDef?: object };
    for (const printed of [context, resources, hookDef]) {
      expect(inspect(printed, { depth: 9, showHidden: true, getters: true, showProxy: true })).toContain('{');
      expect(JSON.stringify(printed)).toContain('{');
      expect(Reflect.apply(String, undefined, [printed])).toBe('[object Object]');
      expect(Object.prototype.toString.call(printed)).toBe('[object Object]');
    }
  });

  it.each(contexts)('%s in the diff of an assertion never throws', (_, context) => {
    const { resources } = context as { resources: object };
    expect(() => expect(context).toEqual({ other: 1 })).toThrow('Expected');
    expect(() => expect(resources).toEqual({ other: 1 })).toThrow('Expected');
    expect(() => expect([context]).toStrictEqual([1])).toThrow('Expected');
    const seen = jest.fn();
    seen(context);
    expect(() => expect(seen).toHaveBeenCalledWith(1)).toThrow('Expected');
  });

  it('shows and spreads what is set', () => {
    const context = buildHookContext(SlackHooks.onStart, { stepKey: 'load' });
    expect(Object.keys(context)).toContain('stepKey');
    expect(buildHookContext(SlackHooks.onStart, { ...context, attempt: 3 })).toMatchObject({
      stepKey: 'load',
      attempt: 3,
    });
  });

  it.each(['then', 'toJSON', 'asymmetricMatch', '$$typeof', 'nodeType', Symbol.iterator, Symbol.toStringTag])(
    'may probe %p',
    async (key) => {
      const context = buildHookContext(SlackHooks.onFailure);
      for (const probed of [context, context.resources, context.hookDef, buildHookContext({}).resources]) {
        expect(Reflect.get(probed, key)).toBeUndefined();
        expect(await probed).toBe(probed);
      }
      expect(context.resources.constructor).toBe(Object);
    },
  );
});

describe('misuse of buildHookContext', () => {
  const build = buildHookContext as (...args: readonly unknown[]) => unknown;

  it.each([
    ['a function that is no hook', [() => 1], 'HOOKLINE_BAD_HOOK', 'which is no hook'],
    ['undefined', [undefined], 'HOOKLINE_BAD_ARGUMENT', 'do files import each other?'],
    ['a list', [[]], 'HOOKLINE_BAD_ARGUMENT', "Parameter 'hook' of buildHookContext() is an empty array"],
    ['a text', ['onFailure'], 'HOOKLINE_BAD_ARGUMENT', "Parameter 'hook' of buildHookContext() is 'onFailure'"],
    [
      'fields that are no object',
      [SlackHooks.onStart, 3],
      'HOOKLINE_BAD_ARGUMENT',
      "Parameter 'fields' of buildHookContext()",
    ],
    [
      'null as op',
      [SlackHooks.onStart, { op: null }],
      'HOOKLINE_BAD_ARGUMENT',
      "Parameter 'fields.op' of buildHookContext() is null",
    ],
    ['a misspelt field', [SlackHooks.onStart, { stepkey: 'a' }], 'HOOKLINE_BAD_ARGUMENT', "Did you mean 'stepKey'?"],
    [
      'a misspelt field of op',
      [SlackHooks.onStart, { op: { nam: 'a' } }],
      'HOOKLINE_BAD_ARGUMENT',
      "Did you mean 'name'?",
    ],
    [
      'a field of another kind',
      [SlackHooks.onRunStart, { attempt: 1 }],
      'HOOKLINE_BAD_ARGUMENT',
      "has no field 'attempt'",
    ],
    [
      'resources that are no object',
      [SlackHooks.onStart, { resources: [] }],
      'HOOKLINE_BAD_ARGUMENT',
      'an empty array',
    ],
  ] as const)('%s gets a remedy', (_, args, code, text) => {
    expect(thrownBy(() => build(...args))).toMatchObject({
      name: 'InvalidInvocationError',
      code,
      message: expect.stringContaining(text) as string,
    });
  });
});
