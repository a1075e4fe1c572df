import {
  deliveryId,
  matchesStored,
  type NewDelivery,
  type PlanHook,
  type RunTrigger,
  type StepTrigger,
  type StreamEvent,
} from '@hookline/core/spi';
import type { StoredRun } from '../runs/load-run';

/** What the events of an ending owe, and to whom. */
export interface EndingHooks {
  /** Hook name → id in the store. */
  readonly hookIds: ReadonlyMap<string, number>;
  /** Names of the hooks that the run config turns off. */
  readonly disabledHooks: ReadonlySet<string>;
}

/** Where the log of an ending goes on. */
export interface EndingStart extends EndingHooks {
  /** ms since 1970, by the clock of this process. */
  readonly at: number;
}

/** An event that hooks react to. */
export type Ending = StepTrigger | RunTrigger;
/** An event without what is the log's to say. */
export type Body<E extends StreamEvent> = E extends StreamEvent ? Omit<E, 'runId' | 'seq' | 'at'> : never;

/**
 * Events that end a stored run, with the deliveries that they owe: of what the plan's snapshot says, for the code of the
 * hooks may not be at hand (D10).
 */
export class EndingLog {
  readonly events: StreamEvent[] = [];
  readonly deliveries: NewDelivery[] = [];
  private readonly unasked = new Set<string>();
  private readonly at: number;

  constructor(
    private readonly run: Pick<StoredRun, 'snapshot' | 'state' | 'events'>,
    private readonly start: EndingStart,
  ) {
    // The clock of the process that died may have been ahead of this one (D34).
    this.at = Math.max(start.at, run.events.at(-1)?.at ?? 0);
  }

  append<E extends StreamEvent>(body: Body<E>): E {
    const { runId, lastSeq } = this.run.state;
    const seq = lastSeq + this.events.length + 1;
    const event = { ...body, runId, seq, at: this.at } as unknown as E;
    this.events.push(event);
    return event;
  }

  /**
   * Owes a delivery to each of the hooks that reacts to an event.
   * @param hooks indices into the hooks of the plan, of any kind, in the order of S3
   */
  owe(event: Ending, hooks: readonly number[]): void {
    const { snapshot, state } = this.run;
    const { stepKey } = event;
    const begun = stepKey === undefined ? state.startedAt : state.steps.get(stepKey)?.startedAt;
    const known = hooks.map((index) => snapshot.hooks[index] as PlanHook);
    const matching = known.filter((hook) => matchesStored(hook, event));
    for (const [order, hook] of matching.entries()) {
      this.deliveries.push({ ...this.rowOf(hook, event), order, startedAt: begun ?? event.at });
      if (hook.filtered) this.unasked.add(hook.name);
    }
  }

  /** Tells of hooks that fire because nobody could ask their filters (D5). */
  warn(): void {
    for (const name of this.unasked) {
      const message = `The filter of hook '${name}' cannot be asked, for the process of the run is gone: the hook fires.`;
      this.append({ type: 'log', level: 'warn', message });
    }
  }

  private rowOf(hook: PlanHook, event: Ending): Omit<NewDelivery, 'order' | 'startedAt'> {
    const { runId, seq, stepKey, at } = event;
    const isDisabled = this.start.disabledHooks.has(hook.name);
    return {
      id: deliveryId(runId, seq, hook.name),
      runId,
      triggerSeq: seq,
      stepKey,
      attempt: 'attempt' in event ? event.attempt : 0,
      kind: hook.kind,
      hookId: this.start.hookIds.get(hook.name) as number, // all hooks of the plan were registered
      blocking: hook.blocking,
      origin: 'trigger',
      state: isDisabled ? 'suppressed' : 'pending',
      reason: isDisabled ? 'disabled by run config' : undefined,
      owner: undefined,
      boundTo: undefined,
      createdAt: at,
    };
  }
}
