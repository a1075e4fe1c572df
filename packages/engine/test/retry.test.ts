import {
  Failure,
  FailureHook,
  type FailureHookContext,
  Graph,
  NonErrorThrown,
  Op,
  type OpContext,
  RetryHook,
  type RetryHookContext,
  type RetryPolicyOptions,
  RetryRequested,
  retryPolicy,
  toJob,
  UnknownResourceError,
  type Wired,
} from '@hookline/core';
import { fakeClock } from '@hookline/testing';
import { createTestExecutor } from './engine';

const seen: unknown[] = [];
let behave: (attempt: number) => unknown;

class Hooks {
  @RetryHook() static retry({ attempt, delay, opException, failureKind, opOutputMetadata }: RetryHookContext) {
    seen.push(['retry', attempt, delay, opException, failureKind, opOutputMetadata]);
  }
  @FailureHook() static failure({ attempt, opException, failureKind, opOutputMetadata }: FailureHookContext) {
    seen.push(['failure', attempt, opException, failureKind, opOutputMetadata]);
  }
}

class Ops {
  @Op() op({ attempt, addOutputMetadata }: OpContext): unknown {
    addOutputMetadata({ [`attempt${attempt}`]: true });
    return behave(attempt);
  }
  @Op({ retryPolicy: retryPolicy({ maxRetries: 2 }) }) policied({ attempt }: OpContext): unknown {
    return behave(attempt);
  }
  @Graph() one(this: Wired<Ops>) {
    this.op();
  }
  @Graph() own(this: Wired<Ops>) {
    this.policied();
  }
  @Graph() invoked(this: Wired<Ops>) {
    this.policied.withRetryPolicy(retryPolicy({ maxRetries: 3 }))();
  }
}

const hooks = [Hooks.retry, Hooks.failure] as const;
const NONE = { raiseOnError: false } as const;
const error = new Error('again');
const fail = (): never => {
  throw error;
};

beforeEach(() => {
  seen.length = 0;
  behave = fail;
});

/** Attempts that a job with this policy makes before it fails. */
async function attemptsOf(body: 'one' | 'own' | 'invoked', policy?: RetryPolicyOptions): Promise<number> {
  const job = toJob(Ops, body, { name: 'job', ...(policy && { retryPolicy: retryPolicy(policy) }) });
  const { steps } = await createTestExecutor()(job, NONE);
  return Object.values(steps)[0]?.attempts ?? 0;
}

describe('the waits of a retry policy (S24)', () => {
  const none = { delay: 1_000 };
  it.each<[RetryPolicyOptions, number, readonly number[]]>([
    [none, 0.25, [1_000, 1_000, 1_000]],
    [{ ...none, backoff: 'linear' }, 0.25, [1_000, 2_000, 3_000]],
    [{ ...none, backoff: 'exponential' }, 0.25, [1_000, 3_000, 7_000]],
    [{ ...none, jitter: 'full' }, 0.25, [250, 250, 250]],
    [{ ...none, jitter: 'plusMinus' }, 0.25, [500, 500, 500]],
    [{ ...none, jitter: 'plusMinus' }, 0.75, [1_500, 1_500, 1_500]],
    [{ ...none, jitter: 'plusMinus' }, 0, [0, 0, 0]],
    [{ ...none, backoff: 'linear', jitter: 'full' }, 0.5, [500, 1_000, 1_500]],
    [{ ...none, backoff: 'exponential', jitter: 'plusMinus' }, 0.75, [1_500, 3_500, 7_500]],
  ])('of %j with random %d are %j', async (options, random, waits) => {
    const clock = fakeClock();
    const starts: number[] = [];
    behave = () => {
      starts.push(clock.monotonic());
      throw error;
    };
    const job = toJob(Ops, 'one', { name: 'job', retryPolicy: retryPolicy({ maxRetries: 3, ...options }), hooks });
    const running = createTestExecutor({ clock, random: () => random })(job, NONE);
    await clock.advance('1m');
    const { events } = await running;
    expect(starts.slice(1).map((at, index) => at - (starts[index] ?? 0))).toEqual(waits);
    expect(seen.flatMap((line) => ((line as unknown[])[0] === 'retry' ? [(line as unknown[])[2]] : []))).toEqual(waits);
    expect(events.flatMap((event) => (event.type === 'step.retrying' ? [event.delay] : []))).toEqual(waits);
  });
});

describe('the policy that counts (S5)', () => {
  it('is that of the invocation, before the op, before the job', async () => {
    expect(await attemptsOf('one')).toBe(1);
    expect(await attemptsOf('one', { maxRetries: 4 })).toBe(5);
    expect(await attemptsOf('own', { maxRetries: 4 })).toBe(3);
    expect(await attemptsOf('invoked', { maxRetries: 4 })).toBe(4);
  });
});

describe('RetryRequested (S24)', () => {
  it('retries without a policy, and wins over one', async () => {
    behave = () => {
      throw new RetryRequested({ maxRetries: 2 });
    };
    expect(await attemptsOf('one')).toBe(3);
    expect(await attemptsOf('one', { maxRetries: 9 })).toBe(3);
  });

  it('counts all retries of the step that were made', async () => {
    behave = (attempt) => {
      throw attempt <= 2 ? error : new RetryRequested({ maxRetries: 2 });
    };
    expect(await attemptsOf('own')).toBe(3);
  });

  it('waits for its own delay', async () => {
    const clock = fakeClock();
    behave = (attempt) => {
      if (attempt === 1) throw new RetryRequested({ delay: '90s' });
      return clock.monotonic();
    };
    const running = createTestExecutor({ clock })(toJob(Ops, 'one', { name: 'job' }));
    await clock.advance('2m');
    expect((await running).outputFor('op')).toBe(90_000);
  });

  // S20
  it.each([
    ['its cause, if that is an error', error, error],
    ['itself without a cause', undefined, expect.any(RetryRequested) as unknown],
    ['a wrap of a cause that is no error', 'text', expect.objectContaining({ cause: 'text' }) as unknown],
  ])('stands for %s when no retry is left', async (_, cause, opException) => {
    const requests: RetryRequested[] = [];
    behave = () => {
      const request = new RetryRequested({ cause });
      requests.push(request);
      throw request;
    };
    const result = await createTestExecutor()(toJob(Ops, 'one', { name: 'job', hooks }), NONE);
    expect(seen).toEqual([
      ['retry', 1, 0, requests[0], 'exception', { attempt1: true }],
      ['failure', 2, opException, 'exception', { attempt2: true }],
    ]);
    expect(result.error).toBe((seen[1] as unknown[])[2]);
    if (cause === undefined) expect(result.error).toBe(requests[1]);
    if (cause === error) expect(result.error).toBe(error);
    if (cause === 'text') expect(result.error).toBeInstanceOf(NonErrorThrown);
  });
});

describe('Failure', () => {
  it('ends the step at once when it allows no retries, and adds its metadata', async () => {
    const failure = new Failure({ description: 'no rows', metadata: { rows: 0 }, allowRetries: false });
    behave = () => {
      throw failure;
    };
    expect(await attemptsOf('own')).toBe(1);
    await createTestExecutor()(toJob(Ops, 'one', { name: 'job', hooks }), NONE);
    expect(seen).toEqual([['failure', 1, failure, 'exception', { attempt1: true, rows: 0 }]]);
  });

  it('is retried like any error otherwise', async () => {
    behave = () => {
      throw new Failure();
    };
    expect(await attemptsOf('own')).toBe(3);
  });
});

describe('what is never retried (S21a)', () => {
  class Curious {
    @Op({ retryPolicy: retryPolicy({ maxRetries: 3 }) }) op({ resources }: OpContext): unknown {
      return (resources as { db: string }).db;
    }
    @Graph() job(this: Wired<Curious>) {
      this.op();
    }
  }

  it('is the reading of a resource that is not declared', async () => {
    const { steps, error: thrown } = await createTestExecutor()(toJob(Curious, 'job', { name: 'job' }), NONE);
    expect(thrown).toBeInstanceOf(UnknownResourceError);
    expect(thrown?.message).toBe(
      "Op 'op' reads the resource 'db', which its requiredResourceKeys does not name. Add requiredResourceKeys: ['db'].",
    );
    expect(steps['op']?.attempts).toBe(1);
  });
});

describe('an op that throws no error (S20)', () => {
  it.each<unknown>(['text', null, undefined, 0, { code: 1 }])(
    'is wrapped once, the original as cause: %j',
    async (thrown) => {
      behave = () => {
        throw thrown;
      };
      const caught: unknown = await createTestExecutor()(toJob(Ops, 'one', { name: 'job', hooks })).catch(
        (one: unknown) => one,
      );
      expect(caught).toBeInstanceOf(NonErrorThrown);
      expect((caught as Error).cause).toBe(thrown);
      expect(seen).toHaveLength(1);
      expect((seen[0] as unknown[])[2]).toBe(caught);
    },
  );

  it('may also reject so, and an error of any class stays what it is', async () => {
    const text: unknown = 'text';
    behave = () => Promise.reject(text);
    await expect(createTestExecutor()(toJob(Ops, 'one', { name: 'job' }))).rejects.toMatchObject({ cause: 'text' });
    const frozen = Object.freeze(new RangeError('frozen'));
    behave = () => Promise.reject(frozen);
    await expect(createTestExecutor()(toJob(Ops, 'one', { name: 'job' }))).rejects.toBe(frozen);
  });
});
