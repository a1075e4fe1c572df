import { definitions } from '@hookline/core';
import type { Clock, JobDefinition, ProcessRole, Store } from '@hookline/core/spi';
import { type AnyOptions, createRunner, HookSlots, type Result, type Runner } from '@hookline/engine';
import { JobAdopter } from '../../src/instance/adopt-run';
import { RunStarter } from '../../src/instance/run-starter';
import type { ProcessIdentity } from '../../src/processes/process-identity';
import { Adoptions } from '../../src/recovery/adoptions';
import { CrashMonitor } from '../../src/recovery/crash-monitor';
import { RunQueue } from '../../src/recovery/run-queue';
import { StoreSink } from '../../src/store-sink';

/** Another machine each, so that only beats tell who lives. */
const identityOf = (id: string): ProcessIdentity => ({
  host: `${id}-host/0123`,
  bootId: `${id}/pid:[1]`,
  pid: 1,
  started: '1',
});

/** What processes of one test share. */
export interface World {
  readonly store: Store;
  readonly clock: Clock;
}

/** Of which kind a simulated process is. */
export interface ProcessOptions {
  readonly id: string;
  readonly role?: ProcessRole;
  /** Jobs whose code it has. */
  readonly jobs?: readonly JobDefinition[];
  /** False: it does not execute runs of others. */
  readonly adopts?: boolean;
  readonly bound?: number;
}

/** A process with its part in an instance, in this one: it dies by never reaching the store again. */
export class SimulatedProcess {
  readonly complaints: string[] = [];
  readonly monitor: CrashMonitor;
  readonly queue: RunQueue;
  readonly adoptions: Adoptions;
  readonly runner: Runner;
  readonly starter: RunStarter;
  /** How often its dispatcher was told that something waits. */
  stirred = 0;
  declared = 0;
  private readonly underWay = new Set<string>();
  private isDead = false;
  /** Calls of the store that wait for it to wake up. */
  private held: (() => void)[] = [];
  private stopHeart: () => Promise<void> = async () => undefined;

  constructor(
    private readonly world: World,
    readonly options: ProcessOptions,
  ) {
    const { clock } = world;
    const { id, jobs = [], adopts = true, bound } = options;
    const store = this.mortal(world.store);
    const place = { store, clock, location: 'tests', environment: 'test', processId: () => id, now: () => clock.now() };
    const left = () => {
      this.stirred += 1;
    };
    const complain = (message: string) => void this.complaints.push(message);
    const sink = new StoreSink({ store, left }, () => id);
    const values = { put: store.putBlob.bind(store), get: store.getBlob.bind(store) };
    this.runner = createRunner({
      ...PORTS,
      clock,
      sink,
      instance: { slots: new HookSlots(), values, ...NOBODY_WATCHES },
    });
    const { runner } = this;
    this.starter = new RunStarter({ ...place, runner, sink, addRun: () => undefined, newRunId: PORTS.newRunId });
    const { starter } = this;
    const adopter = new JobAdopter({
      ...place,
      runner,
      starter,
      values,
      definitions: definitions({ jobs }),
      report: () => undefined,
    });
    this.adoptions = new Adoptions(adopter);
    const recovery = { ...place, left, complain, adoptions: adopts ? this.adoptions : undefined };
    this.monitor = new CrashMonitor({
      ...recovery,
      identity: identityOf(id),
      isUnderWay: (runId) => this.underWay.has(runId),
      declaredDead: async () => {
        this.declared += 1;
      },
    });
    this.queue = new RunQueue({ ...recovery, adoptions: this.adoptions, ...(bound !== undefined && { bound }) });
  }

  async register(): Promise<this> {
    const { id, role = 'daemon' } = this.options;
    await this.world.store.registerProcess({ id, ...identityOf(id), location: 'tests', environment: 'test', role });
    this.stopHeart = await this.world.store.startHeart({ processId: id });
    return this;
  }

  /** Begins a run of its own; rejects and resolves only where it ends. */
  execute(job: JobDefinition, options: AnyOptions & { readonly runId: string }): Promise<Result> {
    const { runId } = options;
    this.underWay.add(runId);
    const run = this.starter.execute(job, { raiseOnError: false, ...options });
    run.finally(() => this.underWay.delete(runId)).catch(() => undefined);
    return run;
  }

  /** From now on it neither writes nor reads, and its heart stands still. */
  async die(): Promise<void> {
    this.isDead = true;
    await this.stopHeart();
  }

  /** It was only stopped, and goes on where it was. */
  async wakeUp(): Promise<void> {
    this.isDead = false;
    this.stopHeart = await this.world.store.startHeart({ processId: this.options.id });
    for (const call of this.held) call();
  }

  /** One that is dead waits for the store, and for ever. */
  async stop(): Promise<void> {
    if (this.isDead) return;
    await this.monitor.stop();
    await this.queue.stop();
    await this.stopHeart();
  }

  private hold(call: () => unknown): Promise<unknown> {
    return new Promise((resolve) => this.held.push(() => resolve(call())));
  }

  private mortal(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const call = (args: readonly unknown[]): unknown => Reflect.apply(value, target, args);
        return (...args: readonly unknown[]) => (this.isDead ? this.hold(() => call(args)) : call(args));
      },
    });
  }
}

const ignore = () => undefined;
const PORTS = {
  random: () => 0.5,
  env: ignore,
  newRunId: () => 'unnamed',
  storeGrace: 30_000,
  consoleLogger: () => ({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
};
const NOBODY_WATCHES = { watch: ignore, unwatch: ignore, release: ignore };
