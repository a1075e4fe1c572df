import fc from 'fast-check';
import { decodeError, encodeError } from '../../src/codec/encode-error';
import { encodeValue } from '../../src/codec/encode-value';
import { classChain, matchesClass } from '../../src/errors/class-chain';
import { UnknownResourceError } from '../../src/errors/definition-errors';
import { isError } from '../../src/errors/is-error';
import { RestoredError } from '../../src/errors/restored-error';
import { Failure } from '../../src/errors/thrown-by-users';

class HttpError extends Error {
  readonly status: number;
  constructor(message: string, status = 503, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HttpError';
    this.status = status;
  }
}
function fail(): never {
  throw new Error('no');
}
class SlackError extends HttpError {}

const same = (text: string) => text;
const restore = (error: Error, redact = same) =>
  decodeError(JSON.parse(JSON.stringify(encodeError(error, redact))) as ReturnType<typeof encodeError>);

describe('a stored error', () => {
  it('comes back with name, classes, message, stack, code, properties and causes', () => {
    const cause = Object.assign(new HttpError('inner', 404), { code: 'ENOENT' });
    const error = new SlackError('outer', 500, { cause });
    const restored = restore(error);
    expect(restored).toBeInstanceOf(RestoredError);
    expect(restored).toMatchObject({ name: 'HttpError', message: 'outer', stack: error.stack, status: 500 });
    expect(restored.classes).toEqual(['SlackError', 'HttpError', 'Error']);
    expect(restored.cause).toMatchObject({ message: 'inner', status: 404, code: 'ENOENT' });
    expect(Object.keys(restored)).toEqual(['status']);
  });

  it('is of its classes for isError and matchesClass, as the live one is', () => {
    const live = new SlackError('x');
    for (const error of [live, restore(live), restore(restore(live))]) {
      expect([HttpError, SlackError, Error, TypeError].map((each) => isError(error, each))).toEqual([
        true,
        true,
        true,
        false,
      ]);
      expect(matchesClass(error, ['Nothing', 'HttpError'])).toBe(true);
      expect(matchesClass(error, ['TypeError'])).toBe(false);
      expect(classChain(error)).toEqual(['SlackError', 'HttpError', 'Error']);
    }
    expect(isError(restore(live), RestoredError)).toBe(true);
    expect(isError({ classes: ['HttpError'] }, HttpError)).toBe(false);
    expect(
      isError(
        new Proxy(
          {},
          {
            has() {
              throw new Error('no');
            },
          },
        ),
        HttpError,
      ),
    ).toBe(false);
  });

  it('is of its classes where another copy of the package restored it', () => {
    jest.isolateModules(() => {
      const copy = jest.requireActual<typeof import('../../src/errors/restored-error')>(
        '../../src/errors/restored-error',
      );
      const error = new copy.RestoredError({ name: 'E', classes: ['HttpError', 'Error'], message: 'm', stack: 's' });
      expect(error).not.toBeInstanceOf(RestoredError);
      expect(isError(error, HttpError)).toBe(true);
    });
  });

  it('is the same when it is stored again', () => {
    const cause = new AggregateError([new HttpError('a'), new Error('b')], 'c');
    const stored = encodeError(Object.assign(new SlackError('x', 1, { cause }), { code: 7, data: { a: 1 } }), same);
    expect(encodeError(decodeError(stored), same)).toEqual(stored);
    expect(encodeError(restore(new Error('x', { cause: 'a text' })), same).causeText).toBe('a text');
  });

  it('keeps primitive properties to depth 2, and what failures of ours tell', () => {
    const error = Object.assign(new Error('x'), {
      a: 1,
      b: { c: 'd', e: { f: 1 }, g: null },
      list: [1, {}, 'two'],
      big: 12n,
      odd: Number.NaN,
      fn: same,
      when: new Date(0),
      empty: {},
      none: undefined,
    });
    Object.defineProperty(error, 'throwing', { get: () => fail(), enumerable: true });
    expect(encodeError(error, same).properties).toEqual({
      a: 1,
      b: { c: 'd', g: null },
      list: [1, 'two'],
      big: '12',
      odd: 'NaN',
    });
    expect(restore(new Failure({ description: 'd', metadata: { rows: 3 }, allowRetries: false }))).toMatchObject({
      code: 'HOOKLINE_FAILURE',
      metadata: { rows: 3 },
      allowRetries: false,
    });
    const spec = { code: 'HOOKLINE_UNKNOWN_RESOURCE', problem: 'a', remedy: 'b' } as const;
    expect(isError(restore(new UnknownResourceError(spec)), UnknownResourceError)).toBe(true);
  });

  it('never keeps config, request, response and headers', () => {
    const leak = { authorization: 'Bearer x', config: 'leak' };
    const error = Object.assign(new Error('x'), {
      config: leak,
      request: leak,
      response: leak,
      headers: leak,
      data: { headers: 'leak', config: 'leak', ok: 1 },
    });
    expect(encodeError(error, same).properties).toEqual({ data: { ok: 1 } });
    const restored = new RestoredError({
      name: 'E',
      classes: [],
      message: 'm',
      stack: 's',
      properties: JSON.parse('{"name":"x","stack":"x","message":"x","__proto__":{"p":1}}') as Record<string, unknown>,
    });
    expect([restored.name, restored.stack, restored.message]).toEqual(['E', 's', 'm']);
    expect(Object.getPrototypeOf(restored)).toBe(RestoredError.prototype);
  });

  it('redacts every text, before it is cut', () => {
    const redact = (text: string) => text.replaceAll('hunter22', '•••');
    const text = `hunter22${'x'.repeat(19_990)}hunter22`;
    const error = Object.assign(new AggregateError([new Error('hunter22')], text, { cause: { a: 'hunter22' } }), {
      code: 'hunter22',
      name: 'hunter22',
      hunter22: 'hunter22',
      a: { hunter22: ['hunter22'], b: 'hunter22' },
      list: ['hunter22'],
    });
    const stored = encodeError(new Error('hunter22', { cause: error }), redact);
    expect(JSON.stringify(stored)).not.toContain('hunter');
    expect(stored.cause?.message.length).toBeLessThan(20_010);
  });

  it('is bounded: causes, circles, errors in errors', () => {
    let chain = new Error('end');
    for (let i = 0; i < 100; i += 1) chain = new Error(`${i}`, { cause: chain });
    const circle = new Error('circle');
    circle.cause = new AggregateError([circle, chain], 'inner', { cause: circle });
    const many = (depth: number): Error =>
      new AggregateError(depth > 0 ? Array.from({ length: 20 }, () => many(depth - 1)) : [], 'many');
    const count = (text: string) => text.split('"classes"').length - 1;
    expect(count(JSON.stringify(encodeError(chain, same)))).toBe(10);
    expect(count(JSON.stringify(encodeError(circle, same)))).toBe(10);
    expect(count(JSON.stringify(encodeError(many(3), same)))).toBe(30);
    expect(restore(circle).cause).toMatchObject({ message: 'inner', errors: [{ message: '99' }] });
  });

  it('never throws, whatever an error is', () => {
    const hostile = [
      new Proxy(new Error('x'), {
        get() {
          throw new Error('no');
        },
        getPrototypeOf() {
          throw new Error('no');
        },
      }),
      Object.defineProperty(new Error('x'), 'stack', {
        get() {
          throw new Error('no');
        },
      }),
      Object.assign(new Error('x'), { message: { odd: 1 }, name: 5, stack: 7, errors: 'text', cause: Symbol('s') }),
      Object.setPrototypeOf(new Error('x'), null) as Error,
      new DOMException('gone', 'AbortError'),
    ];
    for (const error of hostile) {
      const stored = encodeError(error, same);
      expect(encodeValue(stored).restorable).toBe(true);
      expect(decodeError(stored)).toBeInstanceOf(RestoredError);
    }
    expect(restore(new DOMException('gone', 'AbortError'))).toMatchObject({ name: 'AbortError', code: 20 });
    const worst = () => {
      throw new Error('redact');
    };
    expect(encodeError(new Error('x'), worst).message).toBe('an error that cannot be read');
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const error = Object.assign(new Error('x'), { anything, cause: anything, errors: [anything, new Error('y')] });
        expect(encodeValue(encodeError(error, same)).restorable).toBe(true);
      }),
    );
  });
});
