import fc from 'fast-check';
import type { Act, StepSpec, When } from '../job-spec';
import { anyPause, opAct, retry } from './acts';

const when = fc.constantFrom<When>('never', 'never', 'never', 'always', 'some');
const choice = fc.nat({ max: 9_999 });
/** Rare things: mostly nothing. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>, freq: number): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { freq, nil: undefined }).map((value) => value);

/** What a step is grown from: its own nature, and choices among what is there when it comes. */
export const stepSeed = fc.record({
  shape: fc.constantFrom<StepSpec['shape']>('plain', 'plain', 'plain', 'outs', 'dynamic'),
  mapped: fc.nat({ max: 4 }),
  grouped: fc.nat({ max: 9 }),
  choice,
  inputs: fc.array(fc.array(choice, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
  after: fc.array(choice, { maxLength: 1 }),
  acts: fc.oneof(
    { weight: 3, arbitrary: fc.constant<readonly Act[]>([]) },
    { weight: 1, arbitrary: fc.array(opAct, { minLength: 1, maxLength: 3 }) },
  ),
  actsWhen: fc.constantFrom('always' as const, 'some' as const),
  calm: anyPause,
  timeout: rarely(fc.constantFrom(20, 500, 10_000), 2),
  opRetry: rarely(retry, 2),
  retry: rarely(retry, 2),
  leavesOut: when,
  keys: fc.constantFrom<readonly string[]>([], ['a'], ['a', 'b'], ['b', 'c', 'a'], ['b', 'd', 'a', 'c', 'e']),
  priority: fc.nat({ max: 2 }),
  opHooks: fc.array(choice, { maxLength: 1 }),
  hooks: fc.array(choice, { maxLength: 2 }),
  resources: rarely(choice, 3),
});

export type StepSeed = typeof stepSeed extends fc.Arbitrary<infer T> ? T : never;
