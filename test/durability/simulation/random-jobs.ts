import fc from 'fast-check';
import { randomJob } from '../../../packages/engine/test/model/generate/random-job';
import type { Act, HookSpec, JobSpec } from '../../../packages/engine/test/model/job-spec';

const jobs = randomJob.filter(({ steps, hooks }) => steps.length >= 3 && steps.length <= 14 && hooks.length > 0);

/**
 * The random job of a seed: small, with hooks on every step whose retries end within minutes and for one reason. Most runs
 * get to their end: one in six has a timeout, one in five is cancelled.
 */
export function jobOf(seed: number): JobSpec {
  const { hooks, run, jobHooks, ...rest } = fc.sample(jobs, { seed, numRuns: 1 })[0] as JobSpec;
  const everywhere = hooks.slice(0, 4).map((_, index) => index);
  const timeout = seed % 6 === 0 ? run.timeout : undefined;
  const cancelAt = seed % 5 === 0 ? run.cancelAt : undefined;
  return {
    ...rest,
    hooks: hooks.map(shortened),
    jobHooks: [...new Set([...jobHooks, ...everywhere])],
    run: { ...run, timeout, cancelAt, selected: [] },
  };
}

const DEFAULT = { maxRetries: 2, delay: 200, backoff: undefined, jitter: undefined } as const;

/**
 * Without a policy of its own a hook is tried for a day; what it throws may change how often. Blocking ones don't fail: while
 * their breaker is open they hold their run for as long as that lasts (see 0013).
 */
function shortened(hook: HookSpec): HookSpec {
  const retry = hook.retry ?? DEFAULT;
  if (hook.blocking) return { ...hook, retry, acts: [], resources: [], timeout: 60_000 };
  return { ...hook, retry, acts: hook.acts.map(plain) };
}

function plain({ outcome, ...act }: Act): Act {
  const isPlain =
    outcome.kind === 'ok' || outcome.kind === 'throw' || outcome.kind === 'throwText' || outcome.kind === 'hang';
  return { ...act, outcome: isPlain ? outcome : { kind: 'throw' } };
}
