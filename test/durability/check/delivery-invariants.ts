/** What must hold between a run's events, the deliveries that they owe, and what reached the receiver. */
import type { DeliveryRow, EventRow, PlanHook } from '@hookline/core/spi';
import type { Effect } from '../program/protocol';
import { type Owed, owedBy } from './owed';
import type { StoredRun } from './stored';

/** An effect with whether its trigger was committed when it came; undefined where nobody looked. */
export type SeenEffect = Omit<Effect, 'pid' | 'text'> & { readonly committed?: boolean };

/** What a hook that kills its process is allowed (D20). */
const MOST_LOSSES = 4;

export function brokenDeliveries(run: StoredRun, effects: readonly SeenEffect[]): readonly string[] {
  const owed = new Map(owedBy(run.plan, run.events).map((each) => [each.id, each]));
  return [
    ...brokenOutbox(run, owed),
    ...run.deliveries.flatMap((row) => brokenRow(run, row, effects)),
    ...effects.flatMap((effect) => brokenEffect(run, effect, owed)),
    ...brokenIdentity(effects),
  ];
}

/** Exactly what is owed is there: nothing is lost, and nothing is told that no event says. */
function brokenOutbox({ deliveries }: StoredRun, owed: ReadonlyMap<string, Owed>): readonly string[] {
  const there = new Set(deliveries.map(({ id }) => id));
  const missing = [...owed.values()].filter(({ id, isOpen }) => !isOpen && !there.has(id));
  const surplus = deliveries.filter(({ id, origin }) => origin === 'trigger' && !owed.has(id));
  return [
    ...missing.map(({ id, event }) => `LOST: ${id} is owed by ${event.type} and is not there`),
    ...surplus.map(({ id }) => `${id} is there, and no event owes it`),
  ];
}

/** Each delivery has ended, and its hook was called unless it was held back. */
function brokenRow(run: StoredRun, row: DeliveryRow, effects: readonly SeenEffect[]): readonly string[] {
  const { id, state, reason } = row;
  const calls = effects.filter(({ deliveryId }) => deliveryId === id).length;
  const hook = run.plan.hooks.find(({ name }) => name === row.hook);
  switch (state) {
    case 'delivered':
      return calls > 0 ? [] : [`LOST: ${id} is delivered, and its hook was never called`];
    case 'suppressed':
      return reason === undefined ? [`${id} is suppressed without a reason`] : [];
    case 'dead':
      return brokenDead(run, row, { hook, calls });
    default: {
      // Only the process that had the mock could make it.
      const needsMock = hook?.requiredResourceKeys.some((key) => run.row.notRestorable.includes(key)) ?? false;
      return needsMock ? [] : [`LOST: ${id} has not ended: ${state}, ${calls} calls`];
    }
  }
}

/** Only attempts that are used up, or too many processes that died of it, make a delivery dead. */
function brokenDead(
  { attempts }: StoredRun,
  { id, losses, reason }: DeliveryRow,
  { hook, calls }: { readonly hook: PlanHook | undefined; readonly calls: number },
): readonly string[] {
  const failed = (attempts.get(id) ?? []).filter(({ result }) => result === 'failed').length;
  if (hook?.retryPolicy === undefined || failed <= hook.retryPolicy.maxRetries)
    return losses >= MOST_LOSSES ? [] : [`LOST: ${id} is dead after ${failed} failures, ${losses} losses: ${reason}`];
  // What does not open is a failed attempt, and no call (S17).
  if (calls > 0 || hook.requiredResourceKeys.length > 0) return [];
  return [`LOST: ${id} is dead, and its hook was never called`];
}

/** D1: what reached the receiver was committed, and says what the event says. */
function brokenEffect(run: StoredRun, effect: SeenEffect, owed: ReadonlyMap<string, Owed>): readonly string[] {
  const { what, name, stepKey, attempt, deliveryId, committed } = effect;
  if (what === 'forbidden') return [`${name} was called, which a mock stands for`];
  const of = what === 'op' ? `op ${name} (${stepKey}, ${attempt})` : `hook ${deliveryId}`;
  const early = committed === false ? [`EARLY: ${of} was called before its trigger was committed`] : [];
  return [...early, ...(what === 'op' ? brokenOp(run, effect, of) : brokenHook(run, effect, owed))];
}

function brokenOp({ events }: StoredRun, { stepKey, attempt }: SeenEffect, of: string): readonly string[] {
  const isStart = (one: EventRow) => one.type === 'step.started' && one.stepKey === stepKey && one.attempt === attempt;
  return events.some(isStart) ? [] : [`EARLY: ${of} was called, and no start of it is committed`];
}

function brokenHook(
  { deliveries }: StoredRun,
  { name, stepKey, attempt, deliveryId }: SeenEffect,
  owed: ReadonlyMap<string, Owed>,
): readonly string[] {
  const row = deliveries.find(({ id }) => id === deliveryId);
  if (!row) return [`EARLY: hook ${deliveryId} was called, and is not in the store`];
  if (row.origin !== 'trigger') return [];
  const event = owed.get(row.id)?.event;
  if (row.hook === name && event?.stepKey === stepKey && (!stepKey || event?.attempt === attempt)) return [];
  return [`hook ${deliveryId} told of ${stepKey} (${attempt}), its trigger is ${event?.type} of ${event?.stepKey}`];
}

/** One id, one trigger, one hook: receivers tell repetitions by it. */
function brokenIdentity(effects: readonly SeenEffect[]): readonly string[] {
  const known = new Map<string, string>();
  return effects.flatMap(({ deliveryId, name, stepKey, attempt }) => {
    if (deliveryId === undefined) return [];
    const said = JSON.stringify([name, stepKey, attempt]);
    const before = known.get(deliveryId) ?? said;
    known.set(deliveryId, before);
    return before === said ? [] : [`${deliveryId} told of ${before} and of ${said}`];
  });
}
