import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '../../src';
import { ERROR_CATALOGUE } from '../../src/errors/catalogue';
import { thrownBy } from '../thrown-by';

const { Failure, RetryRequested } = core;
const spec = { code: 'HOOKLINE_BAD_OPTION', problem: 'It is wrong.', remedy: 'Mend it.' } as const;

describe('errors', () => {
  it('say what is wrong and what to do, with code, name and cause', () => {
    const cause = new Error('boom');
    const error = new core.InvalidDefinitionError({ ...spec, cause });
    expect(error).toMatchObject({
      name: 'InvalidDefinitionError',
      code: 'HOOKLINE_BAD_OPTION',
      message: 'It is wrong. Mend it.',
      cause,
    });
    expect(new core.InvalidInvocationError(spec)).not.toHaveProperty('cause');
  });

  it('have the name of their class, also where that is one of the user', () => {
    class OutOfStock extends Failure {}
    expect([new OutOfStock().name, new Failure().name]).toEqual(['OutOfStock', 'Failure']);
  });

  it('pin their names, for minifiers rename classes', () => {
    const folder = join(__dirname, '../../src/errors');
    const text = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');
    const names = [...text.matchAll(/class (\w+) extends HooklineError/g)].map(([, name]) => name);
    const pinned = [...text.matchAll(/keepName\((\w+), '\1'\)/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(pinned).toEqual(names);
  });

  it('of every kind have a code of the catalogue', () => {
    const errors = [
      new core.InvariantError('Odd.'),
      new core.NonErrorThrown('x', "Op 'a'"),
      new core.OpTimeoutError('a', 5),
      new core.HookTimeoutError('h', 5),
      new core.ResourceTimeoutError({ key: 'db', phase: 'open', timeout: 5 }),
      new core.RunTimeoutError('j', 5),
      new core.RunCancelledError('j', 'stop'),
      new core.StoreUnavailableError(5, new Error('disk')),
      new core.IoError('No file.', new Error('ENOENT')),
      new core.RunNotFoundError('r'),
      new core.FencedError('r'),
      new core.CrashError({ stepKey: 'a', process: 'pid 1', reason: 'gone' }),
      new core.InvalidConfigError({ report: 'Error in config', errors: [] }),
      new Failure(),
      new RetryRequested(),
    ];
    const unknown = errors.filter(({ code }) => !(code in ERROR_CATALOGUE));
    expect(unknown).toEqual([]);
    expect(errors.map(({ name }) => name)).toEqual(errors.map((error) => error.constructor.name));
    expect(errors.map(({ message }) => message).filter((message) => message.trim() !== message)).toEqual([]);
  });

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['oops', "the string 'oops'"],
    [3, '3'],
    [{}, 'an object'],
  ])('tell that %j was thrown', (thrown, words) => {
    const error = new core.NonErrorThrown(thrown, "Op 'a'");
    expect(error.message).toBe(
      `Op 'a' threw ${words}, which is not an Error. Throw an Error, so that it has a message and a stack.`,
    );
    expect(error.cause).toBe(thrown);
  });
});

describe('RunNotFoundError', () => {
  it('tells what is near', () => {
    expect(new core.RunNotFoundError('01J')).toMatchObject({
      message: "There is no run '01J'. List the runs of the instance, or see whether it is another one.",
      candidates: [],
    });
    expect(new core.RunNotFoundError('01J', ['01Ja', '01Jb']).message).toBe(
      "2 runs have ids that begin with '01J': 01Ja, 01Jb. Give more of the id.",
    );
    const many = Array.from({ length: 12 }, (_, i) => `r${i}`);
    expect(new core.RunNotFoundError('r', many).message).toContain('r8, r9 and 2 more.');
  });
});

describe('CrashError', () => {
  it('tells whose process died when, and of the last error', () => {
    const cause = new Error('busy');
    const crash = new core.CrashError({ stepKey: 'load', process: 'pid 7 on web-1', reason: 'it was killed', cause });
    expect(crash.message).toContain("The process (pid 7 on web-1) died before step 'load' had ended: it was killed. ");
    expect(crash.cause).toBe(cause);
    expect(new core.CrashError({ process: 'pid 7', reason: 'gone' }).message).toContain('before the run had ended');
  });
});

describe('Failure', () => {
  it('has defaults and keeps what is given', () => {
    const none = "A Failure was thrown without a description. Give one: new Failure({ description: 'No rows.' }).";
    expect(new Failure()).toMatchObject({ message: none, metadata: {}, allowRetries: true });
    expect(new Failure({ cause: new Error('busy') }).message).toBe('busy');
    const given = { description: 'No rows.', metadata: { rows: 0 }, allowRetries: false };
    expect(new Failure(given)).toMatchObject({ message: 'No rows.', metadata: { rows: 0 }, allowRetries: false });
  });

  it.each([
    ['No rows.', "'No rows.'"],
    [null, 'null'],
    [new Error('x'), 'an Error'],
  ])('refuses %p, which would lose what went wrong', (options, words) => {
    expect(thrownBy(() => new Failure(options as never)).message).toBe(
      `Parameter 'options' of new Failure() is ${words}. Give a plain object, or nothing: new Failure({ description: 'No rows.' }).`,
    );
  });
});

describe('RetryRequested', () => {
  it('has defaults and keeps what is given', () => {
    const none =
      'A retry was requested without a cause. Give the error behind it: new RetryRequested({ cause: error }).';
    expect(new RetryRequested()).toMatchObject({ message: none, maxRetries: 1, delay: 0 });
    const cause = new Error('busy');
    expect(new RetryRequested({ maxRetries: 3, delay: '1s', cause })).toMatchObject({
      message: 'A retry was requested: busy',
      maxRetries: 3,
      delay: 1_000,
      cause,
    });
  });

  it.each([
    [{ maxRetries: -1 }, "Option 'maxRetries' of new RetryRequested() is -1. Give a whole number of at least 0."],
    [
      null,
      "Parameter 'options' of new RetryRequested() is null. Give a plain object, or nothing: new RetryRequested({ delay: '30s' }).",
    ],
    [{ delay: '1w' }, "Option 'delay' of new RetryRequested() is '1w', which is not a duration."],
  ])('refuses %j', (options, message) => {
    expect(thrownBy(() => new RetryRequested(options as never)).message).toContain(message);
  });
});

describe('isError', () => {
  it('tells whether an error is of a class', () => {
    const error = new RangeError('far');
    expect([core.isError(error, RangeError), core.isError(error, TypeError)]).toEqual([true, false]);
    expect([core.isError('far', RangeError), core.isError(undefined, RangeError)]).toEqual([false, false]);
  });

  it('refuses something that is no class', () => {
    expect(thrownBy(() => core.isError(new Error('x'), undefined as never)).message).toBe(
      "Parameter 'errorClass' of isError() is undefined. " +
        'Give an error class: isError(error, HttpError) (undefined: do files import each other?).',
    );
  });
});
