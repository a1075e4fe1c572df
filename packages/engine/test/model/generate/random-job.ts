import fc from 'fast-check';
import type { Act, HookSpec, JobSpec, Pause, ResourceSpec, StepSpec } from '../job-spec';
import { growResources, resourceSeed, retry } from './acts';
import { growSteps, type Lean } from './grow';
import { growHooks, hookSeeds } from './hooks';
import { type StepSeed, stepSeed } from './steps';

/** Mostly small ones, which find most and shrink best; some of up to 1,000 steps. */
const steps: fc.Arbitrary<readonly StepSeed[]> = fc.oneof(
  { weight: 60, arbitrary: fc.array(stepSeed, { minLength: 1, maxLength: 8, size: 'max' }) },
  { weight: 36, arbitrary: fc.array(stepSeed, { minLength: 1, maxLength: 30, size: 'max' }) },
  { weight: 4, arbitrary: fc.array(stepSeed, { minLength: 1, maxLength: 120, size: 'max' }) },
);
const manySteps = fc.array(stepSeed, { minLength: 200, maxLength: 1_000, size: 'max' });

/** Each with a fraction of its own, as all that takes time: see `world.ts`. */
const runSeed = fc.record({
  maxConcurrent: fc.constantFrom(1, 2, 3, 4, 10, 1_000),
  gracePeriod: fc.constantFrom(50, 1_000, 20_000).map((ms) => ms + 1 / 16_384),
  hookWait: fc.constantFrom(1, 500, 60_000).map((ms) => ms + 1 / 2_048),
  timeout: fc.option(fc.constantFrom(10, 100, 1_000, 5_000), { freq: 6, nil: undefined }),
  cancelAt: fc.option(fc.constantFrom(0, 1, 10, 60, 300, 1_000, 4_000), { freq: 3, nil: undefined }),
  random: fc.constantFrom(0, 0.25, 0.5, 0.75),
  selected: fc.option(fc.array(fc.nat({ max: 9_999 }), { minLength: 1, maxLength: 3 }), { freq: 6, nil: undefined }),
  disabled: fc.option(fc.nat({ max: 99 }), { freq: 5, nil: undefined }),
});

const jobSeed = (seeds: fc.Arbitrary<readonly StepSeed[]>) =>
  fc.record({
    steps: seeds,
    lean: fc.constantFrom<Lean>('any', 'any', 'chain', 'fan', 'layers', 'near'),
    hooks: hookSeeds,
    focus: fc.option(fc.nat({ max: 11 }), { freq: 2, nil: undefined }),
    resources: fc.array(resourceSeed, { maxLength: 4 }),
    sharedHooks: fc.array(fc.nat({ max: 99 }), { maxLength: 2 }),
    jobHooks: fc.array(fc.nat({ max: 99 }), { maxLength: 4 }),
    retry,
    run: runSeed,
    /** Whether calls may take no time: then many things happen at once. */
    instant: fc.boolean(),
  });

type JobSeed = ReturnType<typeof jobSeed> extends fc.Arbitrary<infer T> ? T : never;

/** Random jobs of 1 to about 100 steps. */
export const randomJob: fc.Arbitrary<JobSpec> = jobSeed(steps).map(grow);

/** Two or three of them, with one source of randomness. */
export const jobsSideBySide: fc.Arbitrary<readonly JobSpec[]> = fc
  .array(randomJob, { minLength: 2, maxLength: 3 })
  .map((jobs) => jobs.map((job) => ({ ...job, run: { ...job.run, random: jobs[0]?.run.random ?? 0 } })));

/** Random jobs of 200 to 1,000 steps. */
export const largeJob: fc.Arbitrary<JobSpec> = jobSeed(manySteps).map(grow);

function grow(seed: JobSeed): JobSpec {
  const resources = growResources(seed.resources);
  const hooks = growHooks(seed.hooks, { resources: resources.length, focus: seed.focus });
  const grown = growSteps(seed.steps, { lean: seed.lean, hooks, resources: resources.length });
  const pick = (choices: readonly number[], length: number) =>
    length === 0 ? [] : [...new Set(choices.map((choice) => choice % length))];
  const sharedHooks = pick(seed.sharedHooks, hooks.length);
  const jobHooks = pick(seed.jobHooks, hooks.length);
  const attached = [...sharedHooks, ...jobHooks];
  const { selected, disabled, cancelAt, timeout, ...run } = seed.run;
  const spec: JobSpec = {
    ...grown,
    hooks,
    resources,
    sharedHooks,
    jobHooks,
    retry: seed.retry,
    run: {
      ...run,
      cancelAt: cancelAt === undefined || cancelAt === 0 ? cancelAt : cancelAt + 1 / 8_192,
      timeout: timeout === undefined ? undefined : timeout + 1 / 4_096,
      selected: pick(selected ?? [], grown.steps.length),
      disabledHooks:
        disabled === undefined ? [] : pick([disabled], attached.length).map((at) => attached[at] as number),
    },
  };
  return seed.instant ? spec : timed(spec);
}

/** The same job, but each call takes time, so that no two things happen at one instant. */
function timed(spec: JobSpec): JobSpec {
  const pause = (given: Pause) => (typeof given === 'number' ? given : PAUSES[given]);
  const act = (given: Act): Act => ({ ...given, pause: pause(given.pause) });
  const step = (given: StepSpec): StepSpec => ({ ...given, acts: given.acts.map(act), calm: pause(given.calm) });
  const hook = (given: HookSpec): HookSpec => ({ ...given, acts: given.acts.map(act), calm: pause(given.calm) });
  const resource = (given: ResourceSpec): ResourceSpec => ({
    ...given,
    creates: given.creates.map(act),
    calm: pause(given.calm),
    dispose: act(given.dispose),
  });
  return {
    ...spec,
    steps: spec.steps.map(step),
    hooks: spec.hooks.map(hook),
    resources: spec.resources.map(resource),
  };
}

const PAUSES = { sync: 1, microtask: 2, turn: 15 } as const;
