import type { RunEvent } from '@hookline/core';
import type { JobSpec } from '../job-spec';
import type { Observation } from '../run/execute';

type HookEvent = Extract<RunEvent, { deliveryId: string }>;

/** One delivery, as the events tell it. */
export interface ObservedDelivery {
  readonly hook: number;
  readonly trigger: string;
  readonly state: 'delivered' | 'dead' | 'suppressed' | 'not ended';
  readonly attempts: number;
  readonly errors: readonly string[];
  /** It was told to stop, or its retries were given up. */
  readonly cut: boolean;
}

/** The deliveries of a run, in the order of their first events. */
export function observedDeliveries({ result, trace }: Observation): readonly ObservedDelivery[] {
  const triggers = new Map(result.events.flatMap((event) => (event.seq === undefined ? [] : [[event.seq, event]])));
  const byId = new Map<string, HookEvent[]>();
  for (const event of result.events) {
    if (!('deliveryId' in event)) continue;
    const events = byId.get(event.deliveryId) ?? [];
    events.push(event);
    byId.set(event.deliveryId, events);
  }
  return [...byId].map(([id, events]) => {
    const [, seq, name = ''] = id.split('/');
    const failed = events.filter((event) => event.type === 'hook.failed');
    const byAttempt = new Map(failed.map((event) => [event.deliveryAttempt, trace.nameOf(event.error)]));
    return {
      hook: Number(name.slice(1)),
      trigger: triggerName(triggers.get(Number(seq))),
      state: stateOf(events),
      attempts: Math.max(0, ...events.map(({ deliveryAttempt }) => deliveryAttempt)),
      errors: [...byAttempt.values()],
      cut: failed.length > byAttempt.size || [...byAttempt.values()].includes('HookStoppedError'),
    };
  });
}

function stateOf(events: readonly HookEvent[]): ObservedDelivery['state'] {
  const endings = events.filter((event) => event.type !== 'hook.failed' || !event.willRetry);
  const [ending] = endings;
  if (!ending || endings.length > 1 || events.at(-1) !== ending) return 'not ended';
  if (ending.type === 'hook.failed') return 'dead';
  return ending.type === 'hook.completed' ? 'delivered' : 'suppressed';
}

const KINDS: Readonly<Record<string, string>> = {
  'step.started': 'start',
  'step.succeeded': 'success',
  'step.failed': 'failure',
  'step.retrying': 'retry',
  'step.skipped': 'skip',
  'step.notExecuted': 'skip',
  'step.cancelled': 'cancel',
  'run.started': 'runStart',
  'run.succeeded': 'runSuccess',
  'run.failed': 'runFailure',
  'run.cancelled': 'runCancel',
};

function triggerName(event: RunEvent | undefined): string {
  if (!event) return 'nothing';
  const kind = KINDS[event.type] ?? event.type;
  const step = event.stepKey === undefined ? '' : ` ${event.stepKey}`;
  return `${kind}${step}${event.type === 'step.retrying' ? ` ${event.attempt}` : ''}`;
}

/** Indices of resources by what happened to them, for those of the run (with `seq`) and of hooks apart. */
export function observedResources({ result }: Observation) {
  const of = (isRun: boolean, fits: (event: RunEvent) => boolean) =>
    result.events.flatMap((event) => {
      const isOf = 'key' in event && (event.seq !== undefined) === isRun && fits(event);
      return isOf ? [Number(event.key.slice(1))] : [];
    });
  const scope = (isRun: boolean) => ({
    opened: of(isRun, ({ type }) => type === 'resource.opened'),
    closed: of(isRun, ({ type }) => type === 'resource.closed'),
    unclosed: of(isRun, (event) => event.type === 'resource.failed' && event.phase === 'close'),
  });
  return { run: scope(true), hooks: scope(false) };
}

/** Whether any hook of the job holds steps back. */
export function hasBlocking({ hooks }: JobSpec): boolean {
  return hooks.some(({ blocking }) => blocking);
}
