import { retryPolicy } from '../../src';
import { retryDelay } from '../../src/definition/retry-policy';
import { thrownBy } from '../thrown-by';

describe('retryPolicy', () => {
  it('has defaults', () => {
    expect(retryPolicy()).toEqual({ maxRetries: 1, delay: 0 });
    expect(retryPolicy({ maxRetries: 0, delay: '2s', backoff: 'linear', jitter: 'full' })).toEqual({
      maxRetries: 0,
      delay: 2_000,
      backoff: 'linear',
      jitter: 'full',
    });
  });

  it.each([
    [null, "Parameter 'options' of retryPolicy() is null."],
    [[], "Parameter 'options' of retryPolicy() is an empty array. Give an object: { maxRetries: 3, delay: '1s' }."],
    [
      { maxRetry: 3 },
      "Option 'maxRetry' of retryPolicy() does not exist. There are: maxRetries, delay, backoff, jitter.",
    ],
    [{ dely: 3 }, "Option 'dely' of retryPolicy() does not exist. Did you mean 'delay'?"],
    [{ maxRetries: -1 }, "Option 'maxRetries' of retryPolicy() is -1. Give a whole number of at least 0."],
    [{ maxRetries: 1.5 }, "Option 'maxRetries' of retryPolicy() is 1.5."],
    [{ maxRetries: '2' }, "Option 'maxRetries' of retryPolicy() is '2'."],
    [{ delay: '1 s' }, "Option 'delay' of retryPolicy() is '1 s', which is not a duration."],
    [{ delay: 1, backoff: 'square' }, "Option 'backoff' of retryPolicy() is 'square'. Give 'linear' or 'exponential'."],
    [{ delay: 1, jitter: 'half' }, "Option 'jitter' of retryPolicy() is 'half'. Give 'full' or 'plusMinus'."],
    [
      { backoff: 'linear' },
      "Option 'backoff' of retryPolicy() is given without delay, so there is nothing that it could change.",
    ],
    [{ jitter: 'full' }, "Add delay: '1s'."],
  ])('refuses %j', (options, message) => {
    const error = thrownBy(() => retryPolicy(options as never));
    expect([error.code, error.message]).toEqual(['HOOKLINE_BAD_OPTION', expect.stringContaining(message)]);
  });
});

describe('retryDelay', () => {
  const waits = (options: Parameters<typeof retryPolicy>[0], random = 0.5) =>
    [1, 2, 3].map((retry) => retryDelay(retryPolicy(options), retry, random));

  it('grows as S24 says', () => {
    expect(waits({ delay: 100 })).toEqual([100, 100, 100]);
    expect(waits({ delay: 100, backoff: 'linear' })).toEqual([100, 200, 300]);
    expect(waits({ delay: 100, backoff: 'exponential' })).toEqual([100, 300, 700]);
  });

  it('jitters as S24 says', () => {
    expect(waits({ delay: 100, backoff: 'linear', jitter: 'full' }, 0.25)).toEqual([25, 50, 75]);
    expect(waits({ delay: 100, backoff: 'linear', jitter: 'plusMinus' }, 0)).toEqual([0, 100, 200]);
    expect(waits({ delay: 100, jitter: 'plusMinus' }, 0.75)).toEqual([150, 150, 150]);
  });
});
