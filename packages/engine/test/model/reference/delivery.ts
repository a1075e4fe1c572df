import { Running, type Settled } from './calls';
import type { Hooks } from './hooks';
import type { DeliveryPrediction } from './prediction';
import type { Opened } from './resources';
import { retryWait } from './retry';
import type { Shape } from './shape';
import type { Task, Timeline } from './timeline';
import { hookCall } from './world';

/** What deliveries need of their run. */
export interface DeliveryHost {
  readonly timeline: Timeline;
  /** Opens what a hook needs. */
  openFor(resources: readonly number[], done: Opened): void;
  /** A delivery has ended. */
  ended(delivery: Delivery): void;
}

/** One hook owed to one trigger: its attempts, retries and limits (S13, S15, S16). */
export class Delivery {
  readonly hook: number;
  readonly trigger: string;
  ended = false;
  attempts = 0;
  private state: 'delivered' | 'dead' | 'suppressed' = 'dead';
  private readonly errors: string[] = [];
  private readonly calls: number[] = [];
  private retry: Task | undefined = undefined;
  /** The call that holds the retry back beyond its own delay. */
  private late: { readonly running: Running | undefined; readonly due: number } | undefined = undefined;
  /** The attempt under way. */
  private current:
    | { over: boolean; running: Running | undefined; readonly first: (() => void) | undefined }
    | undefined;

  constructor(
    private readonly shape: Shape,
    private readonly host: DeliveryHost & { readonly hooks: Hooks },
    { hook, trigger }: { readonly hook: number; readonly trigger: string },
  ) {
    this.hook = hook;
    this.trigger = trigger;
  }

  suppress(): void {
    this.state = 'suppressed';
    this.ended = true;
  }

  /** Makes the first attempt; `next` is called when that has ended. */
  begin(next: () => void): void {
    if (this.ended) return next();
    if (this.host.hooks.limit === 'stopped') {
      this.errors.push('HookStoppedError');
      this.end('dead');
      return next();
    }
    this.host.hooks.enter(this, () => this.attempt(next));
  }

  giveUpRetries(): void {
    if (this.ended || this.attempts === 0) return;
    this.dropRetry();
    if (this.current && this.attempts > 1) this.cut();
    else if (!this.current) this.end('dead');
  }

  stop(): void {
    if (this.ended) return;
    this.dropRetry();
    if (this.current) return this.cut();
    if (this.attempts === 0) this.errors.push('HookStoppedError');
    this.end('dead');
  }

  predict(): DeliveryPrediction {
    const { hook, trigger, state, attempts, errors, calls } = this;
    return { hook, trigger, state, attempts, errors, calls };
  }

  private attempt(first: (() => void) | undefined): void {
    this.attempts += 1;
    const current = { over: false, running: undefined, first };
    this.current = current;
    this.host.openFor(this.shape.hook(this.hook).resources, (error) => {
      if (current.over) return;
      if (error === undefined) this.call();
      else this.settle({ error, what: 'resource' });
    });
  }

  private call(): void {
    const { timeline } = this.host;
    const { hook, trigger, current } = this;
    if (!current) return;
    const call = this.calls.push(timeline.now);
    const name = `${hook} ${trigger} ${call}`;
    const running = new Running(timeline, hookCall(this.shape.spec, { hook, trigger, call }), (settled) => {
      limit.cancel();
      if (current.over) this.hasten(current.running);
      else
        this.settle(settled.kind === 'returned' ? undefined : { error: errorName(name, settled), what: settled.what });
    });
    current.running = running;
    const limit = timeline.after(this.shape.hook(hook).timeout, () => {
      this.settle({ error: 'HookTimeoutError', what: 'timeout' });
      running.abort();
    });
    running.start();
  }

  private cut(): void {
    const running = this.current?.running;
    this.settle({ error: 'HookStoppedError', what: 'hopeless' });
    running?.abort();
  }

  private settle(failed: Failed | undefined): void {
    const { current } = this;
    if (!current || current.over) return;
    current.over = true;
    this.current = undefined;
    if (failed) this.fail(failed, current.running);
    else this.end('delivered');
    this.host.hooks.leave(this);
    current.first?.();
  }

  private fail({ error, what }: Failed, running: Running | undefined): void {
    this.errors.push(error);
    const { retry: policy, timeout } = this.shape.hook(this.hook);
    const { random } = this.shape.spec.run;
    const wait = retryWait({ what, policy, retries: this.attempts - 1, random });
    if (wait === undefined || this.host.hooks.limit !== 'none') return this.end('dead');
    // A call that is still under way holds the next back by at most one more timeout (S16).
    const isBusy = running?.settled === false;
    this.late = isBusy ? { running, due: this.host.timeline.now + wait } : undefined;
    this.waitFor(isBusy ? Math.max(wait, timeout) : wait);
  }

  /** A call whose time was over has settled: the retry waits for its own delay alone. */
  private hasten(running: Running | undefined): void {
    const { retry, late } = this;
    if (!retry || !late || late.running !== running) return;
    retry.cancel();
    this.waitFor(Math.max(0, late.due - this.host.timeline.now));
  }

  private waitFor(ms: number): void {
    this.retry = this.host.timeline.after(ms, () => {
      this.dropRetry();
      this.host.hooks.enter(this, () => this.attempt(undefined));
    });
  }

  private dropRetry(): void {
    this.retry?.cancel();
    this.retry = undefined;
  }

  private end(state: 'delivered' | 'dead'): void {
    if (this.ended) return;
    this.state = state;
    this.ended = true;
    this.host.ended(this);
  }
}

interface Failed {
  readonly error: string;
  readonly what: Parameters<typeof retryWait>[0]['what'];
}

function errorName(name: string, settled: Extract<Settled, { kind: 'threw' }>): string {
  return typeof settled.what === 'object' ? `request ${name}` : `${settled.what} ${name}`;
}
