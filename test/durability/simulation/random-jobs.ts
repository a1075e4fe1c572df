import fc from 'fast-check';
import { randomJob } from '../../../packages/engine/test/model/generate/random-job';
import type { Act, HookSpec, JobSpec } from '../../../packages/engine/test/model/job-spec';

/** The random job of a seed: small, with hooks whose retries end within minutes and for one reason. */
export function jobOf(seed: number): JobSpec {
  const [spec] = fc.sample(randomJob.filter(({ steps }) => steps.length <= 12), { seed, numRuns: 1 });
  const { hooks, ...rest } = spec as JobSpec;
  return { ...rest, hooks: hooks.map(shortened), run: { ...rest.run, selected: [] } };
}

const DEFAULT = { maxRetries: 2, delay: 200, backoff: undefined, jitter: undefined } as const;

/** Without a policy of its own a hook is tried for a day; what it throws may change how often. */
function shortened(hook: HookSpec): HookSpec {
  return { ...hook, retry: hook.retry ?? DEFAULT, acts: hook.acts.map(plain) };
}

function plain({ outcome, ...act }: Act): Act {
  const isPlain = outcome.kind === 'ok' || outcome.kind === 'throw' || outcome.kind === 'throwText' || outcome.kind === 'hang';
  return { ...act, outcome: isPlain ? outcome : { kind: 'throw' } };
}
