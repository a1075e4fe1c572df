import { deepStrictEqual } from 'node:assert';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { decodeValue } from '../../src/codec/decode-value';
import { encodeForDisplay, encodeValue } from '../../src/codec/encode-value';
import { RestoredError } from '../../src/errors/restored-error';

class Money {
  constructor(readonly amount: number) {}
  toJSON(): string {
    return 'money';
  }
}
class Rows extends Array<number> {}
class Labels extends Map<string, string> {}
class Moment extends Date {}

const roundTrip = (value: unknown): unknown => decodeValue(encodeValue(value).text);
const reasonOf = (value: unknown) => {
  const { restorable, reason } = encodeValue(value);
  return restorable ? undefined : reason;
};

/** Whatever data a step may return. */
const anyData = fc
  .anything({
    key: fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'toJSON', 'value')),
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    stringUnit: 'binary',
  })
  // Which Node 20 does not find equal to itself; tested below.
  .filter((value) => !inspect(value, { depth: 20, maxArrayLength: null }).includes('Invalid Date'));

describe('encodeValue', () => {
  it('keeps any data', () => {
    fc.assert(
      fc.property(anyData, (value) => {
        const { text, restorable, reason } = encodeValue(value);
        expect({ restorable, reason }).toEqual({ restorable: true, reason: undefined });
        deepStrictEqual(decodeValue(text), value);
      }),
    );
  });

  it('writes JSON data as JSON does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const data: unknown = JSON.parse(JSON.stringify(value));
        if (JSON.stringify(data).includes('"$"')) return;
        expect(encodeValue(data).text).toBe(JSON.stringify(data));
      }),
    );
  });

  it.each([
    ['undefined', undefined],
    ['numbers that JSON lacks', [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]],
    ['a date of another age', new Date(-8.64e15)],
    ['an expression', /a\/"(?<b>.)/giu],
    ['a URL', new URL('https://a.example/x?y=%20#z')],
    ['bytes of every kind', [Buffer.from('ab'), new Uint8Array([1, 255]), new Float64Array([1.5]), new ArrayBuffer(3)]],
    ['a view of a part', new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2)],
    ['an object that looks like a tag', { $: 'Date', value: '2026' }],
    ['keys of a prototype', JSON.parse('{"__proto__":{"polluted":1},"constructor":1}')],
    ['Maps in Maps', new Map<unknown, unknown>([[new Map([[1, undefined]]), new Set([[new Date(1)]])]])],
    ['lone surrogates', '\ud800 \u2028 \u0000'],
  ])('keeps %s', (_, value) => {
    expect(encodeValue(value)).toEqual({ text: expect.any(String) as unknown, restorable: true });
    deepStrictEqual(roundTrip(value), value);
  });

  it('keeps an invalid date', () => {
    const date = roundTrip(new Date(Number.NaN)) as Date;
    expect([date.constructor.name, date.getTime()]).toEqual(['Date', Number.NaN]);
  });

  it('pollutes no prototype', () => {
    const read = roundTrip(JSON.parse('{"a":{"__proto__":{"b":[null]},"x":1}}')) as { a: object };
    roundTrip(new Map([['k', JSON.parse('{"__proto__":{"polluted":{}}, "d": {}}')]]));
    expect(Object.getPrototypeOf(read.a)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('keeps what stands at several places one object, and its text short', () => {
    let value: unknown = [new Date(0)];
    for (let i = 0; i < 60; i += 1) value = [value, { same: value }];
    const { text, restorable } = encodeValue(value);
    expect([restorable, text.length < 5_000]).toEqual([true, true]);
    const [one, { same }] = decodeValue(text) as [unknown, { same: unknown }];
    expect(one).toBe(same);
    const shared = { key: 1 };
    const [map, object] = roundTrip([new Map([[shared, new Error('x')]]), shared]) as [Map<unknown, unknown>, unknown];
    expect(map.has(object)).toBe(true);
  });

  it('keeps an error as one that was restored', () => {
    const cause = new TypeError('inner');
    const read = roundTrip({ error: new RangeError('outer', { cause }) }) as { error: RestoredError };
    expect(encodeValue(cause).restorable).toBe(true);
    expect(read.error).toBeInstanceOf(RestoredError);
    expect(read.error).toMatchObject({ name: 'RangeError', message: 'outer', cause: { message: 'inner' } });
  });

  it.each<[string, unknown]>([
    ['function load', function load() {}],
    ['a symbol at a', { a: Symbol('x') }],
    ['a Promise (is an await missing?) at rows[1]', { rows: [1, Promise.resolve()] }],
    ['an object of class Money', new Money(1)],
    ["an object of class Money at items[0].price['per day']", { items: [{ price: { 'per day': new Money(1) } }] }],
    ['an object of class Rows', Rows.of(1, 2)],
    ['an object of class Labels at [value 0]', new Map([['a', new Labels()]])],
    [
      'an object of class Money at [key 1]',
      new Map<unknown, number>([
        ['a', 1],
        [new Money(1), 2],
      ]),
    ],
    ['an object of class Moment at [item 1]', new Set([1, new Moment()])],
    ['an object of class String', Object('boxed')],
    ['an object of class WeakMap', new WeakMap()],
    ['an object of a class without a name', Object.create(Object.create({}) as object)],
    ['a list with holes at [1]', withHole()],
    ['an object with a symbol as key', { [Symbol.iterator]: 1 }],
    ['an object that is inside of itself at self.list[0]', circle()],
    [
      'a getter that throws at a',
      {
        get a() {
          throw new Error('no');
        },
      },
    ],
    [
      'an object that cannot be read',
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('no');
          },
        },
      ),
    ],
    ['something below 500 levels at a.a.a.a.a.a….a.a.a.a.a.a', deep(10_000)],
  ])('says of %s that it cannot be restored', (reason, value) => {
    expect(reasonOf(value)).toMatch(reason === 'a symbol at a' ? /^Symbol\(x\) at a$/ : reason);
  });

  it('leaves words in the place of what is lost, and the fields of objects of classes', () => {
    const value = {
      a: new Money(5),
      b: () => 1,
      c: circle(),
      d: Rows.of(1),
      e: withHole(),
      f: new Labels([['x', 'y']]),
    };
    expect(roundTrip(value)).toEqual({
      a: { amount: 5 },
      b: '<function b>',
      c: { self: { list: ['<an object that is inside of itself>'] } },
      d: [1],
      e: [1, '<a list with holes>'],
      f: new Map([['x', 'y']]),
    });
    expect(encodeValue(new Money(5)).text).toBe('{"$":"instance","class":"Money","value":{"amount":5}}');
  });

  it('numbers objects alike where some of them are lost', () => {
    const shared = { s: 1 };
    const unreadable = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no');
        },
      },
    );
    const value = { a: [unreadable, new Money(1), Promise.resolve()], b: shared, c: shared };
    const read = roundTrip(value) as Record<string, unknown>;
    expect(read['b']).toBe(read['c']);
    expect(read['b']).toEqual(shared);
  });

  it('survives what is endless, huge or used up', () => {
    const endless = (): object =>
      new Proxy(
        {},
        {
          ownKeys: () => ['a'],
          getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
          get: endless,
        },
      );
    expect(encodeValue(endless()).restorable).toBe(false);
    const sparse: number[] = [];
    sparse[4_000_000_000] = 1;
    expect(reasonOf(sparse)).toBe('a list of 4000000001 items');
    expect(reasonOf(new Array(1_000_000))).toBe('a list with holes at [0]');
    const inTheDepths = (levels: number): unknown => (levels > 0 ? inTheDepths(levels - 1) : encodeValue(deep(400)));
    for (let levels = 5_000; levels < 12_000; levels += 50) {
      try {
        expect(inTheDepths(levels)).toHaveProperty('text');
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        break;
      }
    }
  });

  it('says so where the text would be too long', () => {
    jest.spyOn(JSON, 'stringify').mockImplementationOnce(() => {
      throw new RangeError('Invalid string length');
    });
    const { text, ...rest } = encodeValue([1]);
    expect(rest).toEqual({ restorable: false, reason: 'an array that cannot be written' });
    expect(decodeValue(text)).toBe('<an array that cannot be written>');
  });

  it('refuses a text that no version wrote', () => {
    expect(() => decodeValue('{"$":"Later","value":1}')).toThrow("A stored value has the tag 'Later'");
    expect(() => decodeValue('{')).toThrow(SyntaxError);
  });
});

describe('encodeForDisplay', () => {
  const redact = (text: string) => text.replaceAll('hunter22', '•••');

  it('redacts numbers, and bytes, in whose base64 a secret would not be found', () => {
    const hide = (text: string) => text.replaceAll('83726154', '•••');
    const bytes = Buffer.from('pin 83726154');
    const error = Object.assign(new Error('no'), { code: 83726154, pin: 83726154n, other: { pin: 83726154 } });
    const value = [83726154, 83726154n, 1, 2n, bytes, new Uint8Array(bytes).buffer, new Uint8Array([1]), error];
    const { text } = encodeForDisplay(value, hide);
    expect(text).not.toContain('83726154');
    expect(decodeValue(text)).toMatchObject([
      '•••',
      '•••',
      1,
      2n,
      '<pin •••>',
      '<pin •••>',
      new Uint8Array([1]),
      { code: '•••' },
    ]);
  });

  it('redacts each text, keys and those in errors, URLs and expressions, too', () => {
    const secret = 'hunter22';
    const value = {
      a: [secret, { [secret]: 1 }],
      b: new Map([[secret, new Set([secret])]]),
      c: new Error(secret),
      d: new URL(`https://x.example/?k=${secret}`),
      e: new RegExp(secret),
      f: new Money(1),
      g: Object.assign(() => 1, { secret }),
    };
    const { text } = encodeForDisplay(value, redact);
    expect(text).not.toContain(secret);
    expect(decodeValue(text)).toMatchObject({ a: ['•••', { '•••': 1 }], d: '<https://x.example/?k=•••>' });
    expect(encodeForDisplay(secret, redact).text).toBe('"•••"');
  });
});

function circle(): object {
  const object: { self?: object } = {};
  object.self = { list: [object] };
  return object;
}

function withHole(): readonly number[] {
  const list = [1];
  list[2] = 3;
  return list;
}

function deep(levels: number): object {
  let object: object = {};
  for (let i = 0; i < levels; i += 1) object = { a: object };
  return object;
}
