import { retryPolicy } from '@hookline/core';
import { deliveryDelay } from '../../src/index';

const error = new Error('down');
const middle = () => 0.5;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const waitsOf = (hook: Parameters<typeof deliveryDelay>[0]['hook'], random = middle) =>
  Array.from({ length: 12 }, (_, at) => deliveryDelay({ hook, error, attempts: at + 1, random }));

describe('the wait before the next attempt of a delivery', () => {
  const plain = { blocking: false };

  it('grows over about a day, in twelve attempts (D19)', () => {
    const minutes = [MINUTE, 5 * MINUTE, 15 * MINUTE];
    const hours = [HOUR, 2 * HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR, 8 * HOUR];
    expect(waitsOf(plain)).toEqual([1_000, 10_000, ...minutes, ...hours, undefined]);
  });

  it('is spread by a tenth to both sides', () => {
    expect(waitsOf(plain, () => 0)[1]).toBeCloseTo(9_000);
    expect(waitsOf(plain, () => 0.25)[1]).toBeCloseTo(9_500);
    expect(waitsOf(plain, () => 1 - Number.EPSILON)[1]).toBeCloseTo(11_000);
  });

  it('is short for a blocking hook: three attempts within half a minute (D23)', () => {
    expect(waitsOf({ ...plain, blocking: true }).slice(0, 3)).toEqual([1_000, 10_000, undefined]);
  });

  it('is that of its own policy where it has one', () => {
    const policy = retryPolicy({ maxRetries: 2, delay: 70 });
    expect(waitsOf({ blocking: true, retryPolicy: policy }).slice(0, 4)).toEqual([70, 70, undefined, undefined]);
  });
});
