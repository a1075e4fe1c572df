import {
  type Delivery,
  type DeliveryOutcome,
  deadLetterId,
  encodeError,
  type HookOutcome,
  type NewDelivery,
  type PlanHook,
  type PlanSnapshot,
  type RunPart,
  type StreamEvent,
} from '@hookline/core/spi';

/** The run that owes deliveries. */
export interface DeliveryOwner {
  readonly runId: string;
  readonly snapshot: PlanSnapshot;
  /** Hook name → id in the store. */
  readonly hookIds: ReadonlyMap<string, number>;
  /** Names of the hooks that its config turns off. */
  readonly disabledHooks: ReadonlySet<string>;
  readonly redact: (text: string) => string;
  /** Step key → when its first attempt started, ms since 1970; the run itself under the empty key. Kept up to date here. */
  readonly startedAt: Map<string, number>;
  /** Keys of the resources that were given by value: hooks that need them are this process's alone (D14). */
  readonly notRestorable: ReadonlySet<string>;
}

/** The rows of the deliveries that a part owes. */
export function encodeDeliveries(part: RunPart, owner: DeliveryOwner, processId: string): readonly NewDelivery[] {
  const triggers = new Map<number, StreamEvent>();
  for (const event of part.events) if (event.seq !== undefined) triggers.set(event.seq, event);
  const orders = new Map<number, number>();
  noteStarts(triggers.values(), owner.startedAt);
  return part.deliveries.map((delivery) => {
    const order = orders.get(delivery.triggerSeq) ?? 0;
    orders.set(delivery.triggerSeq, order + 1);
    const trigger = triggers.get(delivery.triggerSeq) as StreamEvent;
    return toRow({ delivery, trigger, order }, owner, processId);
  });
}

interface Owed {
  readonly delivery: Delivery;
  readonly trigger: StreamEvent;
  readonly order: number;
}

function toRow({ delivery, trigger, order }: Owed, owner: DeliveryOwner, processId: string): NewDelivery {
  const hook = owner.snapshot.hooks[delivery.hook] as PlanHook;
  const { deliveryId: id, runId, triggerSeq, stepKey, state } = delivery;
  return {
    id,
    runId,
    triggerSeq,
    stepKey,
    attempt: 'attempt' in trigger ? trigger.attempt : 0,
    kind: hook.kind,
    hookId: hookIdOf(hook.name, owner),
    order,
    blocking: hook.blocking,
    origin: 'trigger',
    state: state === 'running' || state === 'suppressed' ? state : 'pending',
    reason: delivery.reason,
    owner: state === 'running' ? processId : undefined,
    boundTo: isBound(hook, owner) ? processId : undefined,
    createdAt: trigger.at,
    startedAt: owner.startedAt.get(stepKey ?? '') ?? trigger.at,
  };
}

/** The engine attempts only what it stored as claimed by itself. */
export const FIRST_CLAIM = 1;

/** How an attempt that this process made ended. */
export function encodeOutcome(
  { delivery, state, nextAt, error, startedAt, endedAt, duration }: HookOutcome,
  owner: DeliveryOwner,
  processId: string,
): DeliveryOutcome {
  return {
    deliveryId: delivery.deliveryId,
    claim: FIRST_CLAIM,
    result: state === 'delivered' ? 'delivered' : 'failed',
    state,
    nextAt,
    error: error && JSON.stringify(encodeError(error, owner.redact)),
    reason: state === 'dead' ? 'its attempts are used up' : undefined,
    processId,
    hookVersion: undefined,
    startedAt,
    endedAt,
    duration,
    deadLetters: state === 'dead' ? deadLettersOf({ ...idsOf(delivery), death: `${FIRST_CLAIM}` }, endedAt, owner) : [],
  };
}

/** A delivery that is given up. */
export interface DeadDelivery extends Pick<Delivery, 'deliveryId' | 'runId' | 'triggerSeq' | 'stepKey'> {
  /** Which of its deaths: the claim that it died of, for a redelivered one dies of another; see `deadLetterId`. */
  readonly death: string;
}

function idsOf({ deliveryId, runId, triggerSeq, stepKey }: Delivery): Omit<DeadDelivery, 'death'> {
  return { deliveryId, runId, triggerSeq, stepKey };
}

/** The hook of last resort of a job for one of its deliveries that is given up (D22). */
export function deadLettersOf(
  { deliveryId, runId, triggerSeq, stepKey, death }: DeadDelivery,
  at: number,
  owner: Pick<DeliveryOwner, 'snapshot' | 'hookIds' | 'disabledHooks'>,
): readonly NewDelivery[] {
  const { deadLetterHooks, hooks } = owner.snapshot;
  return deadLetterHooks.map((index, order) => {
    const { name } = hooks[index] as PlanHook;
    const isDisabled = owner.disabledHooks.has(name);
    return {
      id: deadLetterId(deliveryId, name, death),
      runId,
      triggerSeq,
      stepKey,
      attempt: 0,
      kind: 'deadLetter',
      hookId: hookIdOf(name, owner),
      order,
      blocking: false,
      origin: 'deadLetter',
      state: isDisabled ? 'suppressed' : 'pending',
      reason: isDisabled ? 'disabled by run config' : undefined,
      owner: undefined,
      boundTo: undefined,
      createdAt: at,
      startedAt: at,
    };
  });
}

function noteStarts(events: Iterable<StreamEvent>, startedAt: Map<string, number>): void {
  for (const event of events) {
    if (event.type === 'run.started') startedAt.set('', event.at);
    else if (event.type === 'step.started' && !startedAt.has(event.stepKey)) startedAt.set(event.stepKey, event.at);
  }
}

function isBound({ requiredResourceKeys }: PlanHook, { notRestorable }: DeliveryOwner): boolean {
  return requiredResourceKeys.some((key) => notRestorable.has(key));
}

function hookIdOf(name: string, { hookIds }: Pick<DeliveryOwner, 'hookIds'>): number {
  return hookIds.get(name) as number; // all hooks of the plan were registered before the run began
}
