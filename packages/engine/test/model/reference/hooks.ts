import type { OpHookKind, RunHookKind } from '../job-spec';
import { Delivery, type DeliveryHost } from './delivery';
import type { DeliveryPrediction } from './prediction';
import type { Shape } from './shape';

/** What hooks are told of. */
export interface Moment {
  readonly kind: OpHookKind | RunHookKind;
  /** `success n3`, `retry n3 1`, `runStart`. */
  readonly trigger: string;
  /** `undefined` for run hooks. */
  readonly step: number | undefined;
  readonly failureKind?: string;
  readonly error?: string;
  readonly reason?: 'absent' | 'upstream' | 'run';
  readonly wasRunning?: boolean;
}

/** S15: at a time, of a run and of one hook. */
const MOST = 16;
const MOST_OF_ONE = 4;

/** The hooks of a run: who fires (S9, S14), in which order (S3), how many at a time (S15). */
export class Hooks {
  readonly deliveries: Delivery[] = [];
  /** A hook had to wait for others. */
  contended = false;
  /** Retries are given up, or all is stopped. */
  limit: 'none' | 'noRetries' | 'stopped' = 'none';
  private due: Delivery[][] = [];
  private readonly running: Delivery[] = [];
  private waiting: { readonly delivery: Delivery; readonly since: number; readonly begin: () => void }[] = [];

  constructor(
    private readonly shape: Shape,
    private readonly host: DeliveryHost,
  ) {}

  get busy(): boolean {
    return this.deliveries.some((delivery) => !delivery.ended);
  }

  /** Owes deliveries; gives those that block. They begin with {@link dispatch}. */
  trigger(moment: Moment): readonly Delivery[] {
    const hooks = moment.step === undefined ? this.shape.runHooks() : this.shape.hooksOf(moment.step);
    const owed = hooks.filter((hook) => this.fires(hook, moment)).map((hook) => this.owe(hook, moment));
    const live = owed.filter(({ ended }) => !ended);
    if (live.length > 0) this.due.push(live);
    return moment.step === undefined ? [] : live.filter(({ hook }) => this.shape.hook(hook).blocking);
  }

  /** The first attempts of a trigger's hooks run one after another. */
  dispatch(): void {
    const { due } = this;
    this.due = [];
    for (const chain of due) this.advance(chain, 0);
  }

  /** hookWait is over. */
  giveUpRetries(): void {
    this.limit = 'noRetries';
    if (this.waiting.length > 0) this.contended = true;
    this.waiting = this.waiting.filter(({ delivery }) => delivery.attempts === 0);
    for (const delivery of this.deliveries) delivery.giveUpRetries();
  }

  /** No more time for any hook. */
  stop(): void {
    this.limit = 'stopped';
    if (this.waiting.length > 0) this.contended = true;
    this.waiting = [];
    for (const delivery of this.deliveries) delivery.stop();
  }

  /** Begins an attempt as soon as there is room. */
  enter(delivery: Delivery, begin: () => void): void {
    if (this.hasRoom(delivery)) return this.begin(delivery, begin);
    this.waiting.push({ delivery, since: this.host.timeline.now, begin });
    // Who comes first may meet a resource that does not open.
    if (this.shape.hook(delivery.hook).resources.length > 0) this.contended = true;
  }

  leave(delivery: Delivery): void {
    this.running.splice(this.running.indexOf(delivery), 1);
    for (const one of [...this.waiting]) {
      if (!this.hasRoom(one.delivery)) continue;
      this.waiting.splice(this.waiting.indexOf(one), 1);
      if (this.host.timeline.now > one.since) this.contended = true;
      this.begin(one.delivery, one.begin);
    }
  }

  predict(): readonly DeliveryPrediction[] {
    return this.deliveries.map((delivery) => delivery.predict());
  }

  private advance(chain: readonly Delivery[], index: number): void {
    const delivery = chain[index];
    delivery?.begin(() => this.advance(chain, index + 1));
  }

  private begin(delivery: Delivery, begin: () => void): void {
    this.running.push(delivery);
    begin();
  }

  private hasRoom({ hook }: Delivery): boolean {
    const ofOne = this.running.filter((other) => other.hook === hook).length;
    return this.running.length < MOST && ofOne < MOST_OF_ONE;
  }

  private owe(hook: number, moment: Moment): Delivery {
    const delivery = new Delivery(this.shape, { ...this.host, hooks: this }, { hook, trigger: moment.trigger });
    if (this.shape.spec.run.disabledHooks.includes(hook)) delivery.suppress();
    this.deliveries.push(delivery);
    return delivery;
  }

  private fires(index: number, moment: Moment): boolean {
    const hook = this.shape.hook(index);
    if (hook.kind !== moment.kind) return false;
    if (hook.kinds && !hook.kinds.some((kind) => kind === moment.failureKind)) return false;
    if (hook.onlyBoom && moment.error?.startsWith('boom') !== true) return false;
    if (moment.reason && !(hook.reasons ?? ['absent']).includes(moment.reason)) return false;
    if (moment.wasRunning === false && !hook.includePending) return false;
    // A filter that cannot answer counts as yes (D5).
    return hook.filter !== 'even' || moment.step === undefined || moment.step % 2 === 0;
  }
}
