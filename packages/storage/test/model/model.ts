/**
 * What a store must do, as naively as it can be said: every question is answered by looking at everything. Written from the port's
 * comments and docs/decisions/0008-store.md, and shares no code with any store.
 */
import type { DeliveryOutcome, RunCommit } from '@hookline/core/spi';

export interface ModelRun {
  status: string;
  epoch: number;
  owner: string | undefined;
  lastSeq: number;
  recoveries: number;
  /** Of each event, in order. */
  readonly epochs: number[];
}

export interface ModelDelivery {
  readonly id: string;
  readonly trigger: string;
  readonly hookId: number;
  readonly order: number;
  state: string;
  owner: string | undefined;
  claim: number;
  attempts: number;
  losses: number;
  nextAt: number;
}

interface ModelHook {
  /** Deliveries that failed since the last success. */
  failed: Set<string>;
  failures: number;
  openUntil: number;
  openFor: number;
  probe: string | undefined;
}

const MINUTE = 60_000;

export class Model {
  readonly runs = new Map<string, ModelRun>();
  readonly deliveries = new Map<string, ModelDelivery>();
  readonly attempts = new Map<string, Map<number, string>>();
  readonly hooks = new Map<number, ModelHook>();

  hook(id: number): ModelHook {
    const known = this.hooks.get(id) ?? { failed: new Set(), failures: 0, openUntil: 0, openFor: 0, probe: undefined };
    this.hooks.set(id, known);
    return known;
  }

  commit(processId: string, parts: readonly RunCommit[], outcomes: readonly DeliveryOutcome[]): readonly string[] {
    const refused = parts.filter((part) => !this.#part(processId, part)).map(({ runId }) => runId);
    const applied = outcomes.filter((outcome) => this.#apply(outcome));
    for (const { deliveryId, result } of applied) if (result === 'delivered') this.#succeeded(deliveryId);
    for (const { deliveryId, result, endedAt } of applied) if (result === 'failed') this.#failed(deliveryId, endedAt);
    return refused;
  }

  #part(processId: string, part: RunCommit): boolean {
    const run = this.runs.get(part.runId);
    const last = part.after + part.events.length;
    const owner = part.endedAt === undefined ? processId : undefined;
    if (part.created && !run) {
      const epochs = part.events.map(() => part.epoch);
      const first = part.status === 'queued' ? undefined : owner;
      this.runs.set(part.runId, {
        status: part.status,
        epoch: part.epoch,
        owner: first,
        lastSeq: last,
        recoveries: 0,
        epochs,
      });
    } else {
      const hasEnded = run?.status === 'success';
      if (!run || !fits(run, part, processId)) return run !== undefined && run.epochs[last - 1] === part.epoch;
      run.epochs.push(...part.events.map(() => part.epoch));
      Object.assign(run, hasEnded ? { lastSeq: last } : { lastSeq: last, status: part.status, owner });
    }
    for (const { id, runId, triggerSeq, hookId, order, state, createdAt } of part.deliveries) {
      const running = state === 'running';
      const row = {
        id,
        trigger: `${runId}/${triggerSeq}`,
        hookId,
        order,
        state,
        owner: running ? processId : undefined,
      };
      this.deliveries.set(id, { ...row, claim: running ? 1 : 0, attempts: 0, losses: 0, nextAt: createdAt });
    }
    return true;
  }

  #apply(outcome: DeliveryOutcome): boolean {
    const row = this.deliveries.get(outcome.deliveryId);
    if (!row || !counts(outcome, row)) return false;
    const { claim, result, state } = outcome;
    const history = this.attempts.get(row.id) ?? new Map<number, string>();
    const isFirst = row.attempts + row.losses + history.size === 0;
    if (result !== 'expired' && !(result === 'delivered' && isFirst)) history.set(claim, result);
    this.attempts.set(row.id, history);
    if (result === 'lost') row.losses++;
    if (result === 'delivered' || result === 'failed') row.attempts++;
    row.state = state;
    row.owner = undefined;
    if (state === 'pending') row.nextAt = outcome.nextAt ?? 0;
    return true;
  }

  #succeeded(id: string): void {
    const { hookId } = this.deliveries.get(id) as ModelDelivery;
    this.hooks.delete(hookId);
  }

  #failed(id: string, endedAt: number): void {
    const hook = this.hook((this.deliveries.get(id) as ModelDelivery).hookId);
    if (hook.probe === id) {
      hook.probe = undefined;
      hook.openFor = Math.min(hook.openFor * 2, 30 * MINUTE);
      hook.openUntil = endedAt + hook.openFor;
    }
    if (hook.failed.has(id)) return;
    hook.failed.add(id);
    hook.failures++;
    if (hook.failures < 5 || hook.openUntil > 0) return;
    hook.openFor = MINUTE;
    hook.openUntil = endedAt + MINUTE;
  }

  claim(request: {
    processId: string;
    rooms: ReadonlyMap<number, number>;
    limit: number;
    now: number;
    quarantined: boolean;
  }): readonly string[] {
    const { processId, rooms, now, quarantined } = request;
    const taken: string[] = [];
    const left = new Map([...rooms].map(([id, room]) => [id, this.hook(id).openUntil > 0 ? Math.min(room, 1) : room]));
    const isDue = (row: ModelDelivery) =>
      row.state === 'pending' &&
      row.nextAt <= now &&
      row.losses > 0 === quarantined &&
      this.hook(row.hookId).openUntil <= now;
    const held = new Set([...this.deliveries.values()].filter((row) => this.#isHeld(row, now)).map(({ id }) => id));
    const open = () =>
      [...this.deliveries.values()].filter((row) => isDue(row) && !held.has(row.id) && !taken.includes(row.id));
    const oldest = (a: ModelDelivery, b: ModelDelivery) => a.nextAt - b.nextAt || (a.id < b.id ? -1 : 1);
    for (let more = true; more; ) {
      const turn = [...left]
        .filter(([, room]) => room > 0)
        .map(
          ([id]) =>
            open()
              .filter(({ hookId }) => hookId === id)
              .sort(oldest)[0],
        );
      const found = turn.filter((row) => row !== undefined).sort(oldest);
      more = found.length > 0;
      for (const row of found) {
        taken.push(row.id);
        left.set(row.hookId, (left.get(row.hookId) ?? 0) - 1);
      }
    }
    const given = taken.slice(0, quarantined ? 1 : request.limit);
    for (const id of given) {
      const row = this.deliveries.get(id) as ModelDelivery;
      const hook = this.hook(row.hookId);
      if (hook.openUntil > 0) Object.assign(hook, { probe: id, openUntil: now + hook.openFor });
      Object.assign(row, { state: 'running', owner: processId, claim: row.claim + 1 });
    }
    return given;
  }

  #isHeld({ trigger, order }: ModelDelivery, now: number): boolean {
    return [...this.deliveries.values()].some(
      (row) =>
        row.trigger === trigger &&
        row.order < order &&
        row.attempts + row.losses === 0 &&
        (row.state === 'running' || (row.state === 'pending' && this.hook(row.hookId).openUntil <= now)),
    );
  }

  release(id: string, claim: number, nextAt: number): void {
    const row = this.deliveries.get(id);
    if (row?.state !== 'running' || row.claim !== claim) return;
    Object.assign(row, { state: 'pending', owner: undefined, nextAt });
    const hook = this.hook(row.hookId);
    if (hook.probe === id && hook.openUntil > nextAt) Object.assign(hook, { probe: undefined, openUntil: nextAt });
  }

  redeliver(id: string, now: number): number {
    const row = this.deliveries.get(id);
    if (row?.state !== 'dead' && row?.state !== 'suppressed') return 0;
    Object.assign(row, { state: 'pending', attempts: 0, losses: 0, nextAt: now });
    this.hook(row.hookId).failed.delete(id);
    return 1;
  }

  claimQueued(processId: string): string | undefined {
    const [id, run] =
      [...this.runs].filter(([, each]) => each.status === 'queued').sort(([a], [b]) => (a < b ? -1 : 1))[0] ?? [];
    if (run) Object.assign(run, { status: 'running', epoch: run.epoch + 1, owner: processId });
    return id;
  }

  takeOver(id: string, epoch: number, processId: string): boolean {
    const run = this.runs.get(id);
    if (run?.owner === undefined || run.epoch !== epoch) return false;
    Object.assign(run, { epoch: epoch + 1, owner: processId, recoveries: run.recoveries + 1 });
    return true;
  }
}

/** What follows the end of a run is told by its last holder, who holds it no more. */
function fits(run: ModelRun, part: RunCommit, processId: string): boolean {
  const isNext = !part.created && run.epoch === part.epoch && run.lastSeq === part.after;
  return isNext && (run.status === 'success' || run.owner === processId);
}

function counts({ claim, result }: DeliveryOutcome, row: ModelDelivery): boolean {
  if (!['pending', 'running'].includes(row.state)) return false;
  const isCurrent = row.state === 'running' && row.claim === claim;
  const isLateSuccess = result === 'delivered' && claim <= row.claim;
  return isCurrent || isLateSuccess || (result === 'expired' && row.claim === claim);
}
