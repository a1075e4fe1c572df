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

  it('tells where data contains itself', () => {
    const cycle: { next?: unknown } = {};
    cycle.next = cycle;
    expect(JSON.stringify(redactData(cycle, redact))).toBe('{"next":"[circular]"}');
  });
});
