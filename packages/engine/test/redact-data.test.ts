import { createRedact } from '../src/redact';
import { redactData } from '../src/redact-data';

const redact = createRedact(['hunter22']);

describe('redactData', () => {
  it('redacts texts of nested objects, lists and errors with their causes', () => {
    const error = new Error('bad hunter22', { cause: new TypeError('because of hunter22') });
    const redacted = redactData({ a: 'hunter22', b: [{ c: 'x hunter22' }], error }, redact) as { error: Error };
    expect(redacted).toMatchObject({ a: '•••', b: [{ c: 'x •••' }] });
    expect([redacted.error.message, (redacted.error.cause as Error).message]).toEqual(['bad •••', 'because of •••']);
    expect((redacted.error.cause as Error).name).toBe('TypeError');
    expect(redacted.error.stack).not.toContain('hunter22');
  });

  it('leaves errors without secrets, dates and plain values as they are', () => {
    const error = new Error('plain');
    Object.defineProperty(error, 'stack', { value: undefined });
    const date = new Date(0);
    const redacted = redactData({ error, date, n: 1, nothing: null }, redact) as { error: Error; date: Date };
    expect(redacted.error).toBe(error);
    expect(redacted.date).toBe(date);
    expect(redacted).toMatchObject({ n: 1, nothing: null });
  });

  it('redacts an error that has no stack', () => {
    const error = new Error('hunter22');
    Object.defineProperty(error, 'stack', { value: undefined });
    expect((redactData(error, redact) as Error).message).toBe('•••');
  });

  it('redacts numbers, and what stands in own properties of errors, in collections, bytes and objects of classes', () => {
    const hidesNumbers = createRedact(['83726154', 'two "lines"\nof it']);
    class Account {
      readonly pin = 83726154;
    }
    const error = Object.assign(new Error('denied'), { details: { pin: 83726154 } });
    const text = 'two "lines"\nof it';
    const data = {
      pin: 83726154,
      big: 83726154n,
      map: new Map([[text, [text]]]),
      bytes: Buffer.from(`- ${text}`),
      error,
    };
    const redacted = redactData({ ...data, account: new Account() }, hidesNumbers) as typeof data & { account: object };
    expect(redacted).toMatchObject({ pin: '•••', big: '•••', account: "{ pin: '•••' }" });
    expect([redacted.map, redacted.bytes]).toEqual(["Map(1) { '•••' => [ '•••' ] }", '- •••']);
    expect([redacted.error.message, Object.keys(redacted.error)]).toEqual(['denied', ['name']]);
  });

  it('leaves collections and errors with properties as they are where nothing in them is secret', () => {
    const data = {
      map: new Map([['a', 1]]),
      bytes: Buffer.from('abc'),
      error: Object.assign(new Error('x'), { status: 1 }),
    };
    const redacted = redactData(data, redact) as typeof data;
    expect([redacted.map, redacted.bytes, redacted.error]).toEqual([data.map, data.bytes, data.error]);
    expect(redacted.map).toBe(data.map);
    expect(redacted.error).toBe(data.error);
  });

  it('tells where data contains itself', () => {
    const cycle: { next?: unknown } = {};
    cycle.next = cycle;
    expect(JSON.stringify(redactData(cycle, redact))).toBe('{"next":"[circular]"}');
  });
});
