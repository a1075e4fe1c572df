import { describeValue } from '../../src/util/describe-value';
import { toMilliseconds, toTimeout } from '../../src/util/duration';
import { thrownBy } from '../thrown-by';

describe('toMilliseconds', () => {
  it.each([
    [0, 0],
    [1.5, 1.5],
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
    ['0s', 0],
  ])('takes %j as %d', (duration, ms) => {
    expect(toMilliseconds(duration, 'delay')).toBe(ms);
  });

  it.each([
    [-1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['30'],
    ['-1s'],
    ['1e3ms'],
    ['.5s'],
    ['1 s'],
    ['1w'],
    [''],
    [null],
    [undefined],
    [{}],
    [3n],
  ])('refuses %p', (duration) => {
    const error = thrownBy(() => toMilliseconds(duration, 'The delay of x'));
    expect(error.code).toBe('HOOKLINE_BAD_OPTION');
    expect(error.message).toMatch(/^The delay of x is .*, which is not a duration\. Give milliseconds/);
  });
});

describe('toTimeout', () => {
  it('takes what is above 0', () => {
    expect(toTimeout('1ms', 'The timeout of x')).toBe(1);
  });

  it.each([0, '0s'])('refuses %j', (duration) => {
    expect(thrownBy(() => toTimeout(duration, 'The timeout of x')).message).toBe(
      `The timeout of x is ${describeValue(duration)}, which leaves no time to run. Give a duration above 0, or leave the option out.`,
    );
  });
});
