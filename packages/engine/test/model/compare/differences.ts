import { isDeepStrictEqual } from 'node:util';
import type { JobSpec } from '../job-spec';
import type { DeliveryPrediction, Prediction, ResourcePrediction, StepPrediction } from '../reference/prediction';
import type { Observation } from '../run/execute';
import { hasBlocking, type ObservedDelivery, observedDeliveries, observedResources } from './observed';
import { untrueTold } from './told';

/** How much of a run the rules fix. */
interface Fixed {
  /** What the steps came to, and when. */
  readonly endings: boolean;
  readonly times: boolean;
  /** What became of deliveries, and when. */
  readonly deliveries: boolean;
  readonly hookTimes: boolean;
}

/** Where engine and reference differ in what the rules fix, in words; none: they agree. */
export function differences(spec: JobSpec, predicted: Prediction, observed: Observation): readonly string[] {
  const told = observedDeliveries(observed);
  const fixed = fixedBy(spec, predicted, told);
  return [
    ...(fixed.endings ? endingDifferences(predicted, observed, fixed) : []),
    ...(fixed.endings ? deliveryDifferences(predicted.deliveries, told, fixed) : []),
    ...(fixed.endings ? untrueTold(predicted, observed) : []),
    ...(fixed.times ? timeDifferences(predicted, observed) : []),
    ...(fixed.hookTimes ? hookTimeDifferences(predicted, observed) : []),
  ];
}

function fixedBy(spec: JobSpec, { open }: Prediction, told: readonly ObservedDelivery[]): Fixed {
  const times = !open.steps && !(open.hooks && hasBlocking(spec));
  const { cancelAt = 0, timeout } = spec.run;
  // Without a cancel or a timeout of the run, what becomes of steps does not hang on time.
  const endings = times || (cancelAt === 0 && timeout === undefined);
  const hookTimes = times && !open.hooks;
  // Nor does what becomes of deliveries, unless they are cut, or meet a resource that opens for some only.
  const isCut = told.some(({ cut }) => cut) || spec.resources.some(({ creates }) => creates.length > 0);
  return { endings, times, hookTimes, deliveries: hookTimes || (endings && !isCut) };
}

function endingDifferences(predicted: Prediction, { result, trace, startedAt }: Observation, { times }: Fixed) {
  const steps = Object.entries(result.steps);
  const error = result.error ? trace.nameOf(result.error) : undefined;
  const isExpected = error === undefined ? predicted.errors.length === 0 : predicted.errors.includes(error);
  return [
    ...unlike('status of the run', result.status, predicted.status),
    ...(times && !isExpected ? [`the run's error is ${error}, not one of ${predicted.errors.join(', ')}`] : []),
    ...unlike('steps', steps.map(([key]) => key).sort(), [...predicted.steps.keys()].sort()),
    ...steps.flatMap(([key, step]) => {
      const expected = predicted.steps.get(key);
      if (!expected) return [];
      const seen = {
        status: step.status,
        attempts: step.attempts,
        reason: step.skipReason,
        failureKind: step.failureKind,
        error: step.error && trace.nameOf(step.error),
        ...(times && { startedAt: step.startedAt, endedAt: step.endedAt }),
      };
      return [...unlike(`step ${key}`, seen, stepLike(expected, { times, startedAt })), ...unlikeValues(key, expected)];
    }),
  ];

  function unlikeValues(key: string, { status, values }: StepPrediction): readonly string[] {
    if (status !== 'success') return [];
    return [...values].flatMap(([output, value]) => {
      const seen = result.eventsFor(key).some((event) => event.type === 'step.output' && event.keys !== undefined)
        ? (result.outputFor(key) as Readonly<Record<string, unknown>>)[output]
        : result.outputFor(key, output);
      return unlike(`output ${output} of step ${key}`, seen, value);
    });
  }
}

function stepLike(step: StepPrediction, { times, startedAt }: { readonly times: boolean; readonly startedAt: number }) {
  const wall = (at: number | undefined) => (at === undefined ? undefined : startedAt + Math.floor(at));
  const { status, attempts, reason, failureKind, error } = step;
  const seen = { status, attempts, reason, failureKind, error };
  return times ? { ...seen, startedAt: wall(step.startedAt), endedAt: wall(step.endedAt) } : seen;
}

function deliveryDifferences(
  predicted: readonly DeliveryPrediction[],
  told: readonly ObservedDelivery[],
  fixed: Fixed,
) {
  const line = ({ hook, trigger, state, attempts, errors }: Omit<ObservedDelivery, 'cut'>) => {
    const owed = `hook ${hook} for ${trigger}`;
    return fixed.deliveries ? `${owed}: ${state} after ${attempts} (${errors.join(', ')})` : owed;
  };
  return unlikeLists('deliveries', told.map(line), predicted.map(line));
}

function timeDifferences(predicted: Prediction, observed: Observation): readonly string[] {
  const { trace, result, startedAt } = observed;
  const call = ({ name, attempt, at }: { name: string; attempt: number; at: number }) => `${name} #${attempt} at ${at}`;
  const retries = result.events.flatMap((event) => {
    if (event.type !== 'step.retrying') return [];
    const { stepKey, attempt, at, delay, failureKind, error } = event;
    return [`${stepKey} #${attempt} at ${at - startedAt} in ${delay}: ${failureKind} ${trace.nameOf(error)}`];
  });
  const expected = predicted.retries.map(
    ({ stepKey, attempt, at, delay, failureKind, error }) =>
      `${stepKey} #${attempt} at ${Math.floor(at)} in ${delay}: ${failureKind} ${error}`,
  );
  return [
    ...unlikeLists('calls of ops', trace.opCalls.map(call), predicted.opCalls.map(call)),
    ...unlikeLists('retries', retries, expected),
    ...orderDifferences(predicted, observed),
  ];
}

/** S26: those that started together, in their order. */
function orderDifferences({ opCalls }: Prediction, { trace }: Observation): readonly string[] {
  const rounds = new Map<number, string[]>();
  for (const { round, name, attempt } of opCalls) {
    if (round !== undefined) rounds.set(round, [...(rounds.get(round) ?? []), `${name} #${attempt}`]);
  }
  const called = trace.opCalls.map(({ name, attempt }) => `${name} #${attempt}`);
  return [...rounds.values()].flatMap((round) => {
    if (round.length === 1) return [];
    return unlike(
      'order of starts',
      called.filter((one) => round.includes(one)),
      round,
    );
  });
}

function hookTimeDifferences(predicted: Prediction, observed: Observation): readonly string[] {
  const { trace, returnedAt } = observed;
  const calls = trace.hookCalls.map(({ hook, trigger, at }) => `hook ${hook} for ${trigger} at ${at}`);
  const expected = predicted.deliveries.flatMap(({ hook, trigger, calls: times }) =>
    times.map((at) => `hook ${hook} for ${trigger} at ${at}`),
  );
  const resources = observedResources(observed);
  return [
    ...unlikeLists('calls of hooks', calls, expected),
    ...unlike('resources of the run', sorted(resources.run), sorted(predicted.resources.run)),
    ...unlike('resources of hooks', sorted(resources.hooks), sorted(predicted.resources.hooks)),
    ...unlike('return of the call at', returnedAt, predicted.returnedAt),
  ];
}

/** The order of those that do not require each other is open; that of closing is an invariant. */
function sorted({ opened, closed, unclosed }: ResourcePrediction): ResourcePrediction {
  const inOrder = (resources: readonly number[]) => [...resources].sort((a, b) => a - b);
  return { opened: inOrder(opened), closed: inOrder(closed), unclosed: inOrder(unclosed) };
}

function unlike(what: string, seen: unknown, expected: unknown): readonly string[] {
  return isDeepStrictEqual(seen, expected)
    ? []
    : [`${what}: ${JSON.stringify(seen)}, expected ${JSON.stringify(expected)}`];
}

/** Compares without order: what is missing, and what is too many. */
function unlikeLists(what: string, seen: readonly string[], expected: readonly string[]): readonly string[] {
  const rest = [...expected];
  const many = seen.filter((line) => {
    const at = rest.indexOf(line);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
  return [...many.map((line) => `${what}: unexpected ${line}`), ...rest.map((line) => `${what}: missing ${line}`)];
}
