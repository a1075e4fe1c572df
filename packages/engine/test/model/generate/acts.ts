import fc from 'fast-check';
import type { Act, Outcome, Pause, ResourceSpec, RetrySpec } from '../job-spec';

/** Takes a list of weighted choices. */
const weighted = <T>(...choices: readonly (readonly [number, T])[]): fc.Arbitrary<T> =>
  fc.constantFrom(...choices.flatMap(([weight, choice]) => Array.from({ length: weight }, () => choice)));

export const anyPause: fc.Arbitrary<Pause> = weighted<Pause>(
  [3, 'sync'],
  [2, 'microtask'],
  [1, 'turn'],
  [2, 5],
  [2, 40],
  [1, 300],
  [1, 2_500],
);

const failing: fc.Arbitrary<Outcome> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('throw', 'throw', 'throwText', 'failure', 'failure', 'hopeless', 'badOutput', 'hang' as const)
      .map((kind): Outcome => ({ kind: kind as 'throw' })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('request' as const),
      maxRetries: fc.nat({ max: 2 }),
      delay: fc.constantFrom(0, 7, 100),
      cause: fc.boolean(),
    }),
  },
);

const onAbort = weighted<Act['onAbort']>([3, 'ignore'], [1, 'throw'], [1, 'return']);

/** A call that fails, or takes long. */
export const opAct: fc.Arbitrary<Act> = fc.record({
  pause: anyPause,
  outcome: fc.oneof({ weight: 4, arbitrary: failing }, { weight: 1, arbitrary: fc.constant<Outcome>({ kind: 'ok' }) }),
  onAbort,
});

/** Hooks have no outputs that could be wrong. */
export const hookAct: fc.Arbitrary<Act> = opAct.map((act) =>
  act.outcome.kind === 'badOutput' ? { ...act, outcome: { kind: 'throw' } } : act,
);

export const retry: fc.Arbitrary<RetrySpec | undefined> = fc.option(
  fc.record({
    maxRetries: fc.nat({ max: 3 }),
    delay: fc.constantFrom(0, 3, 50, 1_000 + 1 / 64),
    backoff: fc.constantFrom<RetrySpec['backoff']>(undefined, undefined, 'linear', 'exponential'),
    jitter: fc.constantFrom<RetrySpec['jitter']>(undefined, undefined, 'full', 'plusMinus'),
  }),
  { freq: 2, nil: undefined },
);

/** Creates and disposals end before their limit of time, or never. */
const LIMIT = 5_000;

const callOfResource = fc.record({
  // Never at once: whoever asks at the same instant may come before or after the failure.
  pause: fc.constantFrom<Pause>(5, 40, 300),
  outcome: weighted<Outcome>([3, { kind: 'throw' }], [1, { kind: 'hang' }]),
  onAbort: weighted<Act['onAbort']>([1, 'ignore'], [1, 'throw']),
});

const dispose = fc.record({
  pause: anyPause,
  outcome: weighted<Outcome>([5, { kind: 'ok' }], [1, { kind: 'throw' }], [1, { kind: 'hang' }]),
  onAbort: fc.constant<Act['onAbort']>('ignore'),
});

/** A resource, and choices for what it requires. */
export const resourceSeed = fc.record({
  requires: fc.array(fc.nat({ max: 99 }), { maxLength: 2 }),
  creates: fc.oneof(
    { weight: 4, arbitrary: fc.constant<readonly Act[]>([]) },
    { weight: 1, arbitrary: fc.array(callOfResource, { minLength: 1, maxLength: 2 }) },
  ),
  calm: anyPause,
  dispose,
});

type ResourceSeed = typeof resourceSeed extends fc.Arbitrary<infer T> ? T : never;

export function growResources(seeds: readonly ResourceSeed[]): readonly ResourceSpec[] {
  return seeds.map((seed, index) => {
    const requires = index === 0 ? [] : [...new Set(seed.requires.map((choice) => choice % index))];
    return { ...seed, requires, timeout: LIMIT + index / 16 };
  });
}
