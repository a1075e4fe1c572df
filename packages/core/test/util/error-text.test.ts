import { runInNewContext } from 'node:vm';
import { NonErrorThrown } from '../../src/index';
import { isErrorLike, messageOf, toError } from '../../src/spi';

const refuse = (): never => {
  throw new Error('refused');
};
const trap = new Proxy(new Error('inside'), { get: refuse, has: refuse, getPrototypeOf: refuse });
const unreadable = Object.defineProperty(new Error('hidden'), 'message', { get: refuse });
const withMessage = (message: unknown, more: object = {}): Error => Object.assign(new Error(), more, { message });

describe('isErrorLike', () => {
  it.each([
    ['an error', new Error('a'), true],
    ['one of another realm', runInNewContext("new RangeError('b')"), true],
    ['an AbortError of the platform', new DOMException('c', 'AbortError'), true],
    ['a proxy whose traps throw', trap, false],
    ['an error whose message throws', unreadable, false],
    ['what claims to be one', { [Symbol.toStringTag]: 'Error' }, false],
    ['a text', 'a', false],
    ['nothing', undefined, false],
    ['a mere object with a message', { message: 'a' }, false],
  ])('of %s', (_, thrown: unknown, expected) => {
    expect(isErrorLike(thrown)).toBe(expected);
  });
});

describe('messageOf', () => {
  it.each([
    ['its message', new Error('plain'), 'plain'],
    ['its code where it has no message', withMessage('', { code: 'ECONNRESET' }), 'ECONNRESET'],
    ['its name where it has neither', new TypeError(), 'TypeError'],
    ['its name where the message is missing and the code no text', withMessage(undefined, { code: 3 }), 'Error'],
    ['the errors in it', new AggregateError([new Error('one'), 'two', 3]), 'one; two; 3'],
    ['the first of many', new AggregateError(['1', '2', '3', '4', '5']), '1; 2; 3 and 2 more'],
    ['message and errors', new AggregateError(['one'], 'several'), 'several (one)'],
    ['errors that the message tells once', new AggregateError(['one'], 'several: one'), 'several: one'],
    ['a message without errors', new AggregateError([], 'none'), 'none'],
    ['a message that is no text', withMessage(Symbol('s')), 'Symbol(s)'],
    ['an error that cannot be read', unreadable, 'an error whose message cannot be read'],
  ])('tells %s', (_, error, text) => {
    expect(messageOf(error)).toBe(text);
  });

  it('is cut where it is very long', () => {
    expect(messageOf(new Error('x'.repeat(20_000)))).toBe(`${'x'.repeat(10_000)}…`);
  });
});

describe('toError', () => {
  it('passes an error on as it is', () => {
    const error = new Error('mine');
    expect(toError(error, "Step 'a'")).toBe(error);
  });

  it.each([
    ['a text', 'oops', "Step 'a' threw the string 'oops', which is not an Error."],
    ['a proxy whose traps throw', trap, /^Step 'a' threw an object that cannot be read, which is not an Error\./],
    ['an unreadable error', unreadable, "Step 'a' threw an Error that throws when its message, name, code or cause is"],
  ])('wraps %s with the place', (_, thrown, message) => {
    const error = toError(thrown, "Step 'a'");
    expect(error).toBeInstanceOf(NonErrorThrown);
    expect(error.message).toMatch(message);
    expect(Object.is(error.cause, thrown)).toBe(true);
  });
});
