import type { Delivery, JobDefinition } from '@hookline/core/spi';
import type { DeliveryWatcher, PreparedRun } from '@hookline/engine';
import { FIRST_CLAIM } from '../encode-deliveries';
import { createParts, type DispatcherParts } from './dispatcher-parts';
import type { DispatcherSpec, DrainCounts } from './dispatcher-spec';
import { Drains } from './drains';
import { Looks } from './looks';
import { Loop } from './loop';
import { Shutdown } from './shutdown';

/** The first look for what nobody can route is made when the jobs of this process are known, ms. */
const FIRST_EXPIRY = 60_000;

/** Hooks get so long when the process ends, ms (D34). */
const GRACE = 5_000;

/**
 * Delivers hooks that are owed by the store, in this process: of jobs that it knows, and of runs that it executes.
 *
 * @example
 * const dispatcher = new Dispatcher({ store, values, slots, clock, location, environment, storeGrace, processId, random, env, consoleLogger, say });
 * dispatcher.know(job, await store.registerHooks({ location, environment, job: job.name }, hookNames));
 * dispatcher.start();
 * await dispatcher.stop();
 */
export class Dispatcher {
  private readonly parts: DispatcherParts;
  private readonly drains: Drains;
  private readonly looks: Looks;
  private readonly loop: Loop;
  private readonly expiry: Loop;
  private readonly forgetPlaces: () => void;
  private state: 'new' | 'started' | 'stopped' = 'new';
  private stopping: Promise<void> | undefined = undefined;

  constructor(private readonly spec: DispatcherSpec) {
    this.drains = new Drains(() => this.parts.reporter.totals, spec.storeGrace);
    const trouble = this.drains.trouble.bind(this.drains);
    this.parts = createParts(spec, { stir: () => this.stir(), trouble });
    this.looks = new Looks(spec, this.parts, this.drains);
    this.loop = new Loop(spec.clock, () => this.look());
    this.expiry = new Loop(spec.clock, () => this.sweep());
    this.forgetPlaces = spec.slots.onFree(() => this.placeFree());
  }

  /** Serves a job of the definitions. @param hookIds hook name → id in the store, as `registerHooks` gives them */
  know(job: JobDefinition, hookIds: ReadonlyMap<string, number>): void {
    this.parts.hooks.know(job, hookIds);
    this.parts.runs.forget();
    this.stir();
  }

  /** Serves a run that this process begins, with the resources and loggers that it was given. */
  addRun(prepared: PreparedRun, hookIds: ReadonlyMap<string, number>): void {
    if (hookIds.size === 0) return;
    const { local, hooks, runs } = this.parts;
    local.add({ prepared, hookIds });
    runs.forget(prepared.runId);
    hooks.execute(prepared.job, hookIds, (name) => local.hasJob(name));
  }

  /** Begins to deliver. */
  start(): void {
    if (this.state !== 'new') return;
    this.state = 'started';
    this.expiry.after(FIRST_EXPIRY);
    this.stir();
  }

  /** Something may be due: this process has stored what it does not attempt itself. */
  stir(): void {
    if (this.state === 'stopped' || (this.state === 'new' && this.drains.size === 0)) return;
    this.looks.hasten();
    this.loop.stir();
  }

  /** Outcomes were committed by runs of this process: a hook may have waited for one of them (S3). */
  settled(): void {
    if (this.looks.blocked || this.loop.isWorking) this.stir();
  }

  /** Gives the claim back that a run of this process made with the commit of a delivery. */
  release({ deliveryId: id }: Delivery): void {
    const { writer, time } = this.parts;
    writer.release({ id, claim: FIRST_CLAIM, nextAt: time.now(), unroutableAt: undefined }, () => this.stir());
  }

  /** Tells a run how a committed delivery gets on that it does not attempt itself. */
  watch(delivery: Delivery, watcher: DeliveryWatcher): void {
    if (this.state !== 'stopped') this.parts.watches.watch(delivery, watcher);
  }

  unwatch(watcher: DeliveryWatcher): void {
    this.parts.watches.unwatch(watcher);
  }

  /**
   * Delivers what is due, and what is due by `until` (ms since 1970; default: now), and resolves when nothing is due or
   * running here any more. Rejects where the store fails for longer than `storeGrace`.
   */
  async drain({ until = 0 }: { readonly until?: number } = {}): Promise<DrainCounts> {
    if (this.state === 'stopped') return { delivered: 0, retrying: 0, dead: 0, unroutable: 0 };
    // Nobody waits for a hook that this process does not have.
    await this.parts.expiry.look();
    const drained = this.drains.add(until);
    this.stir();
    return drained;
  }

  /**
   * Stops claiming. Hooks under way get some time, then they are told to end; claims whose hook has settled are given
   * back, others are lost with the process (D34). Never rejects.
   */
  stop(grace = GRACE): Promise<void> {
    this.stopping ??= this.end(grace);
    return this.stopping;
  }

  private async end(grace: number): Promise<void> {
    this.state = 'stopped';
    this.forgetPlaces();
    this.parts.inHand.close();
    await Promise.all([this.loop.stop(), this.expiry.stop(), this.parts.watches.stop()]);
    this.drains.stop();
    await new Shutdown(this.spec.clock, this.parts).run(grace);
    this.parts.claims.reopen();
  }

  private async look(): Promise<number | undefined> {
    const wait = await this.looks.look();
    return this.state === 'started' || this.drains.size > 0 ? wait : undefined;
  }

  private async sweep(): Promise<number> {
    await this.parts.local.sweep().catch(() => undefined); // memory can wait
    return this.parts.expiry.look();
  }

  private placeFree(): void {
    const { inHand, claims } = this.parts;
    const isWanted = claims.wantsPlaces;
    inHand.pump();
    if (isWanted) this.stir();
  }
}
