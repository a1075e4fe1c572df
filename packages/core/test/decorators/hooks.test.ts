import * as core from '../../src';
import { getHook } from '../../src/metadata/hook-mark';
import { thrownBy } from '../thrown-by';
import { loosely, onNotify } from './decorate';

const KINDS = [
  'Start',
  'Success',
  'Failure',
  'Retry',
  'Skip',
  'Cancel',
  'RunStart',
  'RunSuccess',
  'RunFailure',
  'RunCancel',
  'DeadLetter',
];
const door = core as unknown as Readonly<Record<string, unknown>>;
const decoratorOf = (kind: string) => loosely(door[`${kind}Hook`]);
const kindOf = (kind: string) => kind.charAt(0).toLowerCase() + kind.slice(1);
const twinOf = (kind: string) => loosely(door[`${kindOf(kind)}Hook`]);

describe('hook decorators and twins', () => {
  it.each(KINDS)('mark a hook of kind %s with defaults', (kind) => {
    const Hooks = onNotify(decoratorOf(kind)());
    const twin = twinOf(kind)({ name: 'notify' }, () => 'told');
    const data = {
      name: 'notify',
      kind: kindOf(kind),
      requiredResourceKeys: [],
      timeout: 60_000,
      blocking: false,
      reasons: ['absent'],
      includePending: false,
    };
    expect(getHook(Hooks.notify)).toEqual({ ...data, fn: Hooks.notify, run: expect.any(Function) as unknown });
    expect(getHook(twin)).toEqual({ ...data, fn: twin, run: expect.any(Function) as unknown });
  });

  it('keep what is given', () => {
    class Busy extends Error {}
    const filter = () => true;
    const options = {
      name: 'told',
      description: 'Tells.',
      requiredResourceKeys: ['slack', 'slack'],
      retryPolicy: core.retryPolicy(),
      timeout: '5s',
      filter,
      blocking: true,
      reasons: ['run', 'upstream'],
    };
    expect(getHook(onNotify(decoratorOf('Skip')(options)).notify)).toMatchObject({
      ...options,
      requiredResourceKeys: ['slack'],
      timeout: 5_000,
    });
    expect(getHook(onNotify(decoratorOf('Cancel')({ includePending: true })).notify)?.includePending).toBe(true);
    const ofFailures = { errors: [Error, Busy], kinds: ['timeout', 'io'] };
    expect(getHook(onNotify(decoratorOf('Failure')(ofFailures)).notify)).toMatchObject(ofFailures);
  });

  it('call a static method with its class as this', () => {
    class Hooks {
      static greeting = 'hello';
      @core.SuccessHook()
      static greet({ jobName }: core.HookContext) {
        // biome-ignore lint/complexity/noThisInStatic: that it is the class is what is tested
        return `${this.greeting} ${jobName}`;
      }
    }
    expect(getHook(Hooks.greet)?.run({ jobName: 'etl' })).toBe('hello etl');
  });

  it('call the function of a twin', () => {
    const run = ({ op }: core.HookContext) => op.name;
    const [a, b] = [core.successHook({ name: 'a' }, run), core.successHook({ name: 'b' }, run)];
    const context = { op: { name: 'load' } };
    expect([a, b].map((twin) => twin(context as core.HookContext))).toEqual(['load', 'load']);
    expect([a, b].map((twin) => getHook(twin)?.run(context))).toEqual(['load', 'load']);
    expect([a.hookDef.name, b.hookDef.name, a.name]).toEqual(['a', 'b', 'a']);
    expect(getHook(a)?.fn).toBe(a);
  });

  it('mark nothing else', () => {
    expect([undefined, null, 3, {}, () => 1, Date].map(getHook)).toEqual(Array.from({ length: 6 }, () => undefined));
  });
});

describe('options of hooks', () => {
  it.each([
    ['Failure', { name: 'a b' }, 'BAD_NAME', "Option 'name' of hook 'Hooks.notify' is 'a b'."],
    [
      'Failure',
      { timeout: 0 },
      'BAD_OPTION',
      "Option 'timeout' of hook 'Hooks.notify' is 0, which leaves no time to run",
    ],
    [
      'Failure',
      { retryPolicy: { maxRetries: 0.5 } },
      'BAD_OPTION',
      "Option 'retryPolicy.maxRetries' of hook 'Hooks.notify' is 0.5.",
    ],
    [
      'Failure',
      { errors: [undefined] },
      'BAD_OPTION',
      "Option 'errors.0' of hook 'Hooks.notify' is undefined. Give a list of error classes: [HttpError] (undefined: do files import each other?).",
    ],
    ['Success', { errors: [Error] }, 'BAD_OPTION', "Option 'errors' of hook 'Hooks.notify' does not exist."],
    ['RunFailure', { kinds: ['timeout'] }, 'BAD_OPTION', "Option 'kinds' of hook 'Hooks.notify' does not exist."],
    ['Failure', { errors: [Date] }, 'BAD_OPTION', "Option 'errors.0' of hook 'Hooks.notify' is function Date."],
    ['Failure', { errors: Error }, 'BAD_OPTION', "Option 'errors' of hook 'Hooks.notify' is function Error."],
    [
      'Failure',
      { kinds: ['oops'] },
      'BAD_OPTION',
      "Option 'kinds.0' of hook 'Hooks.notify' is 'oops'. Give a list of 'exception', 'timeout', 'crash', 'io', 'framework'.",
    ],
    [
      'Failure',
      { filter: async () => Promise.resolve(true) },
      'BAD_OPTION',
      "Option 'filter' of hook 'Hooks.notify' is async function filter. Give a function that returns true or false at once.",
    ],
    ['Failure', { blocking: 1 }, 'BAD_OPTION', "Option 'blocking' of hook 'Hooks.notify' is 1. Give true or false."],
    ['Failure', { reasons: ['run'] }, 'BAD_OPTION', "Option 'reasons' of hook 'Hooks.notify' does not exist."],
    [
      'Skip',
      { reasons: [] },
      'BAD_OPTION',
      "Option 'reasons' of hook 'Hooks.notify' is an empty array. Give a list of at least one of 'absent', 'upstream', 'run'.",
    ],
    ['Skip', { includePending: true }, 'BAD_OPTION', "Option 'includePending' of hook 'Hooks.notify' does not exist."],
    [
      'RunFailure',
      { blocking: false },
      'BAD_OPTION',
      "Option 'blocking' of hook 'Hooks.notify': no step waits for a run hook. Leave it out, or use a hook that reacts to an op.",
    ],
    [
      'DeadLetter',
      { blocking: true },
      'BAD_OPTION',
      "Option 'blocking' of hook 'Hooks.notify': no step waits for a dead-letter hook. Leave it out,",
    ],
    ['DeadLetter', { errors: [Error] }, 'BAD_OPTION', "Option 'errors' of hook 'Hooks.notify' does not exist."],
    [
      'Failure',
      { maxAge: '1d' },
      'BAD_OPTION',
      "Option 'maxAge' of hook 'Hooks.notify' needs an instance, which this version does not have. Leave it out.",
    ],
    ['RunStart', { maxConcurrent: 2 }, 'BAD_OPTION', "Option 'maxConcurrent' of hook 'Hooks.notify' needs an instance"],
    ['Failure', { requiredResourceKys: [] }, 'BAD_OPTION', "Did you mean 'requiredResourceKeys'?"],
  ])('of %s are refused: %j', (kind, options, code, message) => {
    const error = thrownBy(() => onNotify(decoratorOf(kind)(options)));
    expect([error.code, error.message]).toEqual([`HOOKLINE_${code}`, expect.stringContaining(message)]);
  });

  it.each([
    [
      'no arguments',
      [],
      'BAD_OPTION',
      "Parameter 'options' of failureHook() is undefined. Give a plain object with some of:",
    ],
    ['no name', [{}, () => 1], 'BAD_NAME', "Option 'name' of failureHook() is missing."],
    ['a bad name', [{ name: 'a b' }, () => 1], 'BAD_NAME', "Option 'name' of failureHook() named 'a b' is 'a b'."],
    [
      'no function',
      [{ name: 'a' }],
      'BAD_DECORATION',
      "Parameter 'run' of failureHook() named 'a' is undefined. Give the function of the hook: failureHook({ name: 'a' }, (context) => ...).",
    ],
    [
      'two parameters',
      [{ name: 'a' }, (x: unknown, y: unknown) => [x, y]],
      'BAD_DECORATION',
      "failureHook() named 'a' has 2 parameters.",
    ],
  ])('of a twin are refused: %s', (_what, args, code, message) => {
    const error = thrownBy(() => twinOf('Failure')(...args));
    expect([error.code, error.message.toLowerCase()]).toEqual([
      `HOOKLINE_${code}`,
      expect.stringContaining(message.toLowerCase()),
    ]);
  });
});
