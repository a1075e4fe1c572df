import { isDeepStrictEqual } from 'node:util';
import { isStreamEvent, type RunEvent, type StreamEvent } from '@hookline/core/spi';
import { foldRun, reduceRun } from '@hookline/core/state';
import type { JobSpec } from '../job-spec';
import type { Observation } from '../run/execute';
import { observedDeliveries } from './observed';

/** What holds for every run, whoever was first: in words where it does not. */
export function brokenInvariants(spec: JobSpec, observed: Observation): readonly string[] {
  const { events } = observed.result;
  return [
    ...observed.trace.violations,
    ...streamFaults(events),
    ...foldFaults(observed),
    ...deliveryFaults(observed),
    ...stepLimitFaults(spec, events),
    ...callLimitFaults(spec, observed),
    ...hookLimitFaults(spec, observed),
    ...resourceFaults(spec, observed),
  ];
}

function streamFaults(events: readonly RunEvent[]): readonly string[] {
  const stream = events.filter(isStreamEvent);
  const isGapless = stream.every(({ seq }, index) => seq === index + 1);
  const isMonotone = events.every(({ at }, index) => at >= (events[index - 1]?.at ?? 0));
  return [...(isGapless ? [] : ['seq has gaps']), ...(isMonotone ? [] : ['time goes back'])];
}

/** The events alone make the result, from any prefix on. */
function foldFaults({ result }: Observation): readonly string[] {
  const stream = result.events.filter(isStreamEvent);
  try {
    const whole = foldRun(stream);
    const cut = Math.max(1, Math.floor(stream.length / 2));
    const resumed = stream.slice(cut).reduce(reduceRun, foldRun(stream.slice(0, cut)));
    const mine = Object.fromEntries([...whole.steps].map(([key, { status }]) => [key, status]));
    const faults = Object.entries(result.steps).filter(([key, { status }]) => mine[key] !== status);
    return [
      ...(isDeepStrictEqual(resumed, whole) ? [] : ['a fold from a prefix differs']),
      ...(whole.status === result.status ? [] : [`the events make a run of status ${whole.status}`]),
      ...faults.map(([key, { status }]) => `step ${key} is ${status}, by its events ${mine[key]}`),
      ...(stream.filter(isEnding).length === 1 ? [] : ['the run has not one ending']),
    ];
  } catch (error) {
    return [`the events do not fold: ${String(error)}`];
  }
}

function isEnding({ type }: StreamEvent): boolean {
  return type === 'run.succeeded' || type === 'run.failed' || type === 'run.cancelled';
}

/** Each delivery ends once, and a hook has one per trigger. */
function deliveryFaults(observed: Observation): readonly string[] {
  const seen = new Set<string>();
  return observedDeliveries(observed).flatMap(({ hook, trigger, state, attempts }) => {
    const name = `hook ${hook} for ${trigger}`;
    const isTwice = seen.has(name);
    seen.add(name);
    const calls = observed.trace.hookCalls.filter((call) => call.hook === hook && call.trigger === trigger).length;
    return [
      ...(isTwice ? [`${name} is delivered twice`] : []),
      ...(state === 'not ended' ? [`${name} has not one ending`] : []),
      ...(calls > attempts ? [`${name} was called ${calls} times in ${attempts} attempts`] : []),
    ];
  });
}

/** S26, by the events: steps between start and end of an attempt. */
function stepLimitFaults({ run }: JobSpec, events: readonly RunEvent[]): readonly string[] {
  const running = new Set<string>();
  let most = 0;
  for (const { type, stepKey } of events) {
    if (stepKey === undefined || !type.startsWith('step.')) continue;
    if (type === 'step.started') running.add(stepKey);
    else if (type !== 'step.output' && type !== 'step.progress') running.delete(stepKey);
    most = Math.max(most, running.size);
  }
  return most > run.maxConcurrent ? [`${most} steps run at a time`] : [];
}

/** S27, by the calls: calls that have not settled keep their slot, and calls of one step do not overlap, within the grace. */
function callLimitFaults({ run }: JobSpec, { trace }: Observation): readonly string[] {
  const { maxConcurrent, gracePeriod } = run;
  const live: { readonly name: string; readonly until: number }[] = [];
  const faults: string[] = [];
  for (const { name, attempt, at, settledAt = Number.POSITIVE_INFINITY } of trace.opCalls) {
    const now = live.filter(({ until }) => until > at);
    if (now.length >= maxConcurrent) faults.push(`${now.length + 1} calls at a time: ${name} #${attempt}`);
    if (now.some((other) => other.name === name)) faults.push(`attempts of ${name} overlap: #${attempt}`);
    // When the attempt was over is not known here; a call is surely alive for the grace period.
    live.push({ name, until: Math.min(settledAt, at + gracePeriod) });
    if (live.length > 4 * now.length + 16) live.splice(0, live.length, ...live.filter(({ until }) => until > at));
  }
  return faults;
}

/** S15: 16 hooks at a time, 4 calls of one; a call that has timed out or was told to stop does not count. */
function hookLimitFaults({ hooks }: JobSpec, { result, trace, startedAt }: Observation): readonly string[] {
  // Calls that are told to stop need not have settled.
  const stop = result.events.find((event) => event.type === 'hook.failed' && event.error.name === 'HookStoppedError');
  const calls = trace.hookCalls.filter(({ at }) => at < (stop?.at ?? Number.POSITIVE_INFINITY) - startedAt);
  let live: { readonly hook: number; readonly until: number }[] = [];
  const faults: string[] = [];
  for (const { hook, at, settledAt = Number.POSITIVE_INFINITY } of calls) {
    live = live.filter(({ until }) => until > at);
    live.push({ hook, until: Math.min(settledAt, at + (hooks[hook]?.timeout ?? 0)) });
    if (live.length > 16) faults.push(`${live.length} hooks at a time`);
    if (live.filter((one) => one.hook === hook).length > 4) faults.push(`more than 4 calls of hook ${hook} at a time`);
  }
  return faults;
}

/** S28: dependencies first, closed in reverse, all that was opened. */
function resourceFaults({ resources }: JobSpec, { result }: Observation): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const event of result.events) {
    if (!('key' in event)) continue;
    const { type, key } = event;
    if (type === 'resource.opened') {
      const missing = resources[Number(key.slice(1))]?.requires.filter((one) => !open.includes(`r${one}`)) ?? [];
      if (missing.length > 0) faults.push(`${key} is opened before what it requires`);
      if (open.includes(key)) faults.push(`${key} is opened twice`);
      open.push(key);
    } else if (type === 'resource.closed' || event.phase === 'close') {
      const users = open.filter((one) => resources[Number(one.slice(1))]?.requires.includes(Number(key.slice(1))));
      if (users.length > 0) faults.push(`${key} is closed before ${users.join(', ')}`);
      // One that came too late is closed without ever being open.
      if (open.includes(key)) open.splice(open.lastIndexOf(key), 1);
    }
  }
  return [...faults, ...open.map((key) => `${key} is left open`), ...closingFaults(result.events)];
}

/** In reverse of their opening, those of the run and those of hooks each; one that came too late to be opened does not count. */
function closingFaults(events: readonly RunEvent[]): readonly string[] {
  return [true, false].flatMap((ofRun) => {
    const told = events.flatMap((event) => ('key' in event && (event.seq !== undefined) === ofRun ? [event] : []));
    const opened = told.filter(({ type }) => type === 'resource.opened').map(({ key }) => key);
    const isEnd = (event: (typeof told)[number]) =>
      event.type === 'resource.closed' || (event.type === 'resource.failed' && event.phase === 'close');
    const closed = told.filter((event) => isEnd(event) && opened.includes(event.key)).map(({ key }) => key);
    const isReverse = closed.join() === opened.toReversed().join();
    return isReverse ? [] : [`opened are ${opened.join()}, but closed ${closed.join()}`];
  });
}
