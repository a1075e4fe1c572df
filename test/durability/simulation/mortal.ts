import { StoreError } from '@hookline/core';
import type { Clock, HeartOptions, Store, StoreCommit } from '@hookline/core/spi';
import type { Fate } from './fate';

/** Calls before the store may fail. */
const SOUND_CALLS = 3;

/** What a process that can die, stand still and meet a bad store sees of the world. */
export class Mortal {
  state: 'alive' | 'still' | 'dead' = 'alive';
  readonly store: Store;
  readonly clock: Clock;
  private calls = 0;
  private readonly log: string[] = [];
  private readonly held: (() => void)[] = [];
  private stopHeart: () => Promise<void> = () => Promise.resolve();
  private heart: HeartOptions | undefined = undefined;

  constructor(
    private readonly world: { readonly store: Store; readonly clock: Clock; readonly random: () => number },
    private readonly fate: Fate,
    /** Is told of each commit when it is done. */
    private readonly committed: (commit: StoreCommit, refused: readonly string[]) => void,
  ) {
    this.store = this.wrapStore();
    this.clock = this.wrapClock();
  }

  private wrapClock(): Clock {
    const { clock } = this.world;
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      setTimer: (ms, run) => {
        let isCancelled = false;
        const timer = clock.setTimer(ms, () => this.whenAlive(() => (isCancelled ? undefined : run())));
        return {
          cancel: () => {
            isCancelled = true;
            timer.cancel();
          },
        };
      },
    };
  }

  private wrapStore(): Store {
    return new Proxy(this.world.store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name === 'startHeart') return (heart: HeartOptions) => this.startHeart(heart);
        const call = (args: readonly unknown[]): unknown => Reflect.apply(value, target, args);
        return (...args: readonly unknown[]) => this.call(String(name), () => this.perform(String(name), call, args));
      },
    });
  }

  private perform(name: string, call: (args: readonly unknown[]) => unknown, args: readonly unknown[]): unknown {
    const result = call(args);
    if (name === 'commit' && !(result instanceof Promise))
      this.committed(args[0] as StoreCommit, result as readonly string[]);
    return result;
  }

  private async call(name: string, perform: () => unknown): Promise<unknown> {
    this.calls += 1;
    const { calls, fate } = this;
    this.befall(calls);
    await this.alive();
    const luck = this.luckOf(name);
    await this.latency();
    if (luck === 'rejected') throw errorOf(name);
    const result = await perform();
    if (fate.dies?.call === calls) this.die();
    await this.latency();
    if (luck === 'unknown') throw errorOf(name);
    return result;
  }

  private befall(call: number): void {
    const { dies, stops } = this.fate;
    if (dies?.call === call && dies.when === 'before') this.die();
    if (this.state === 'alive' && stops?.call === call) this.standStill(stops.ms);
  }

  /** What becomes of a call. A process that cannot register does not begin; that is tested apart. */
  private luckOf(name: string): 'good' | 'rejected' | 'unknown' {
    const { fate, world, calls } = this;
    const luck = calls <= SOUND_CALLS ? 1_000 : world.random() * 1_000;
    if (luck >= fate.rejects + fate.unknowns) return 'good';
    const is = luck < fate.rejects ? 'rejected' : 'unknown';
    this.log.push(`${world.clock.monotonic()} ${name} ${is};`);
    return is;
  }

  private latency(): Promise<void> {
    const { fate, world } = this;
    if (fate.latency === 0) return this.alive();
    return new Promise((resolve) => {
      world.clock.setTimer(world.random() * fate.latency, () => this.whenAlive(resolve));
    });
  }

  private alive(): Promise<void> {
    return new Promise((resolve) => this.whenAlive(resolve));
  }

  /** Now, after the process goes on, or never. */
  private whenAlive(run: () => void): void {
    if (this.state === 'alive') run();
    else if (this.state === 'still') this.held.push(run);
  }

  private async startHeart(heart: HeartOptions): Promise<() => Promise<void>> {
    await this.alive();
    const stopFormer = this.stopHeart;
    this.heart = heart;
    this.stopHeart = await this.world.store.startHeart(heart);
    // A process that goes on under a new row has two for a moment.
    void stopFormer();
    return async () => {
      if (this.heart !== heart) return;
      this.heart = undefined;
      await this.stopHeart();
    };
  }

  toString(): string {
    return `${this.state} after ${this.calls} calls: ${JSON.stringify(this.fate)} ${this.log.slice(-30).join(' ')}`;
  }

  die(): void {
    this.state = 'dead';
    void this.stopHeart();
  }

  private standStill(ms: number): void {
    this.state = 'still';
    void this.stopHeart();
    this.world.clock.setTimer(ms, () => void this.goOn());
  }

  private async goOn(): Promise<void> {
    if (this.state !== 'still') return;
    this.state = 'alive';
    if (this.heart) this.stopHeart = await this.world.store.startHeart(this.heart);
    for (const run of this.held.splice(0)) run();
  }
}

function errorOf(name: string): StoreError {
  return new StoreError({ code: 'HOOKLINE_STORE_BUSY', problem: `${name} fails.`, remedy: 'None: it is simulated.' });
}
