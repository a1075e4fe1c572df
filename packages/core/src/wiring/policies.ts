import { type PolicySubject, parseRetryPolicy } from '../definition/retry-policy';
import { checkName } from '../util/check-name';
import { describeValue } from '../util/describe-value';
import type { Tags } from '../util/json';
import { isPlainObject } from '../util/plain-object';
import { readEntries } from '../util/read-entries';
import { attachedOpHooks } from './attached-hooks';
import { definitionError } from './definition-error';
import type { Invocation } from './recording';
import { mergeAfter, upstreamOf } from './upstream';

/** What a policy makes of an invocation: a new one, with more. */
type Policy = (invocation: Invocation, args: readonly unknown[]) => Invocation;

const GRAPH_POLICIES: Readonly<Record<string, Policy>> = {
  alias: (invocation, [name]) => ({
    ...invocation,
    alias: checkName(name, `the alias of ${placeOf(invocation)}`),
  }),
  withHooks: (invocation, hooks) => ({
    ...invocation,
    hooks: Object.freeze([...invocation.hooks, ...attachedOpHooks(hooks, placeOf(invocation))]),
  }),
  withTags: (invocation, [tags]) => ({
    ...invocation,
    tags: Object.freeze({ ...invocation.tags, ...checkTags(tags, placeOf(invocation)) }),
  }),
  after: (invocation, upstream) => {
    const { recording } = invocation.body;
    const nodes = upstreamOf(upstream, {
      recording,
      place: `Parameter 'upstream' of after() of ${placeOf(invocation)}`,
    });
    return { ...invocation, after: mergeAfter(invocation.after, nodes) };
  },
};

const OP_POLICIES: Readonly<Record<string, Policy>> = {
  ...GRAPH_POLICIES,
  withRetryPolicy: (invocation, [policy]) => ({
    ...invocation,
    retryPolicy: parseRetryPolicy(policy, policySubject(invocation)),
  }),
  withPriority: (invocation, [priority]) => ({
    ...invocation,
    priority: checkPriority(priority, placeOf(invocation)),
  }),
};

/** The policies that an invocation of an op or a graph can get, by name. */
export const POLICIES = { op: OP_POLICIES, graph: GRAPH_POLICIES } as const;

/** `op 'graph.a' of job 'j'`, with the name that is known so far. */
export function placeOf({ body, member, alias }: Invocation): string {
  return `${member.kind} '${body.path}${alias ?? member.name}' of job '${body.recording.jobName}'`;
}

function policySubject(invocation: Invocation): PolicySubject {
  const of = `withRetryPolicy() of ${placeOf(invocation)}`;
  return { whole: `Parameter 'policy' of ${of}`, part: (name) => `Option '${name}' of ${of}` };
}

function checkTags(tags: unknown, place: string): Tags {
  const entries = isPlainObject(tags) ? readEntries(tags) : undefined;
  const wrong = entries?.find(([, value]) => typeof value !== 'string');
  if (entries && !wrong) return tags as Tags;
  const [name, given] = wrong ? [`tags.${wrong[0]}`, wrong[1]] : ['tags', tags];
  throw badPolicy(
    `Parameter '${name}' of withTags() of ${place} is ${describeValue(given)}.`,
    "Give texts by name: { team: 'billing' }.",
  );
}

function checkPriority(priority: unknown, place: string): number {
  if (Number.isInteger(priority)) return priority as number;
  throw badPolicy(
    `Parameter 'priority' of withPriority() of ${place} is ${describeValue(priority)}.`,
    'Give a whole number.',
  );
}

function badPolicy(problem: string, remedy: string) {
  return definitionError('HOOKLINE_BAD_OPTION', problem, remedy);
}
