import fc from 'fast-check';
import type { Act, HookSpec } from '../job-spec';
import { anyPause, hookAct, retry } from './acts';

const KINDS = [
  ...(['success', 'success', 'failure', 'failure', 'retry', 'start', 'skip', 'cancel'] as const),
  ...(['runStart', 'runSuccess', 'runFailure', 'runCancel'] as const),
];

const hookSeed = fc.record({
  kind: fc.constantFrom(...KINDS),
  blocking: fc.integer({ min: 0, max: 3 }).map((choice) => choice === 1),
  acts: fc.oneof(
    { weight: 2, arbitrary: fc.constant<readonly Act[]>([]) },
    { weight: 1, arbitrary: fc.array(hookAct, { minLength: 1, maxLength: 3 }) },
  ),
  calm: anyPause,
  timeout: fc.constantFrom(20, 1_000, 60_000),
  retry,
  filter: fc.constantFrom<HookSpec['filter']>('none', 'none', 'none', 'none', 'even', 'throws', 'promise'),
  kinds: fc.option(fc.subarray(['exception', 'timeout', 'framework'] as const, { minLength: 1 }), {
    freq: 2,
    nil: undefined,
  }),
  onlyBoom: fc.integer({ min: 0, max: 4 }).map((choice) => choice === 1),
  reasons: fc.option(fc.subarray(['absent', 'upstream', 'run'] as const, { minLength: 1 }), { nil: undefined }),
  includePending: fc.boolean(),
  resources: fc.array(fc.nat({ max: 99 }), { maxLength: 2 }),
});

type HookSeed = typeof hookSeed extends fc.Arbitrary<infer T> ? T : never;

export const hookSeeds: fc.Arbitrary<readonly HookSeed[]> = fc.array(hookSeed, { maxLength: 8 });

/** What hooks grow in. */
export interface HookSurroundings {
  readonly resources: number;
  /** Where it is given, the hooks are of two kinds at most: then several fire for one trigger. */
  readonly focus: number | undefined;
}

export function growHooks(seeds: readonly HookSeed[], { resources, focus }: HookSurroundings): readonly HookSpec[] {
  return seeds.map((seed, index) => {
    const kind = focus === undefined ? seed.kind : (KINDS[(focus + (index % 2)) % KINDS.length] as HookSpec['kind']);
    const isRun = kind.startsWith('run');
    const hasError = kind === 'failure' || kind === 'retry';
    return {
      ...seed,
      kind,
      timeout: seed.timeout + index / 32,
      blocking: !isRun && seed.blocking,
      kinds: hasError ? seed.kinds : undefined,
      onlyBoom: (hasError || kind === 'runFailure') && seed.onlyBoom,
      reasons: kind === 'skip' ? seed.reasons : undefined,
      resources: resources === 0 ? [] : [...new Set(seed.resources.map((choice) => choice % resources))],
    };
  });
}
