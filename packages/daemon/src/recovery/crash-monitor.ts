import type { Clock, ProcessTable, RunRow, RunStore } from '@hookline/core/spi';
import { type Death, deathOf, nameOf } from '../processes/death';
import { type DeadProcess, Liveness, TTL } from '../processes/liveness';
import type { ProcessIdentity } from '../processes/process-identity';
import { type LossSpec, loseDeliveries } from './lose-deliveries';
import { Poll } from './poll';
import { type RecoverySpec, recoverRun } from './recover-run';

/** What a monitor works on. */
export interface CrashMonitorSpec extends RecoverySpec {
  readonly store: RecoverySpec['store'] &
    LossSpec['store'] &
    Pick<RunStore, 'runsOf'> &
    Pick<ProcessTable, 'liveProcesses' | 'endProcess'>;
  readonly clock: Pick<Clock, 'monotonic' | 'setTimer'>;
  readonly identity: ProcessIdentity;
  /** Whether this process executes a run, whoever began it. */
  isUnderWay(runId: string): boolean;
  /**
   * Others took this process for dead, as after it was stopped for a while: what it held is no longer its own, and it has
   * to go on under a new row.
   */
  declaredDead(): Promise<void>;
  /** Is told of a run that was ended because its process died. */
  ended?(run: RunRow, death: Death): void;
  /** ms; default 15 s (D7) */
  readonly ttl?: number;
}

/** ms between looks */
const INTERVAL = 1_500;

/**
 * How long a run that is to go on waits for a process that has its code, ms: longer than a daemon takes to be deployed
 * anew, and not so long that nobody looks any more when the failure is told.
 */
const PATIENCE = 10 * 60_000;

/** Finds processes that are dead, and sees to what they leave: runs, and hooks that they were calling. */
export class CrashMonitor {
  private readonly liveness: Liveness;
  private readonly poll: Poll;
  private readonly ttl: number;
  /** Runs that wait for another process: since when, monotonic ms. */
  private readonly waiting = new Map<string, number>();
  /** Runs that this process holds without executing them: since when, monotonic ms. */
  private unheld: ReadonlyMap<string, number> = new Map();
  private readonly complained = new Set<string>();
  /** Of this process, for people. */
  private readonly name: string;

  constructor(private readonly spec: CrashMonitorSpec) {
    this.ttl = spec.ttl ?? TTL;
    this.name = `pid ${spec.identity.pid} on ${nameOf(spec.identity.host)}`;
    this.liveness = new Liveness(spec.identity, this.ttl);
    this.poll = new Poll({
      clock: spec.clock,
      fastest: INTERVAL,
      slowest: INTERVAL,
      look: async () => {
        await this.pass();
        return 'nothing';
      },
      failed: (error) => spec.complain(`Whether processes died could not be found out: ${String(error)}`),
    });
  }

  start(): void {
    this.poll.start();
  }

  stop(): Promise<void> {
    return this.poll.stop();
  }

  /**
   * Recovers once, for a process that does not stay: at once what is dead for certain, as all that died on this machine.
   * @param options `wait`: waits up to one TTL for signs of life of the others, too
   */
  async recoverOnce({ wait = false }: { readonly wait?: boolean } = {}): Promise<void> {
    await this.pass();
    const until = this.spec.clock.monotonic() + this.ttl + INTERVAL;
    while (wait && this.liveness.isUnsure && this.spec.clock.monotonic() < until) {
      await this.sleep();
      await this.pass();
    }
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => this.spec.clock.setTimer(INTERVAL, resolve));
  }

  private async pass(): Promise<void> {
    const { store, clock } = this.spec;
    const at = clock.monotonic();
    const own = this.spec.processId();
    const processes = await store.liveProcesses();
    if (!processes.some(({ id }) => id === own)) await this.spec.declaredDead();
    const others = processes.filter(({ id }) => id !== own);
    for (const dead of this.liveness.deadOf(others, at)) await this.bury(dead, at);
    await this.findUnheld(at);
  }

  /** The row of a process stays until nothing hangs on it any more: it is where runs and hooks are found. */
  private async bury(dead: DeadProcess, at: number): Promise<void> {
    const { spec } = this;
    const { store } = spec;
    const { id } = dead.row;
    await loseDeliveries(spec, id);
    const death = deathOf(dead, spec.now());
    for (const run of await store.runsOf([id])) await this.recover(run, death, at);
    await store.endProcess(id, spec.now());
  }

  /** Where it fails it is tried again, and the others need not wait for it. */
  private async recover(run: RunRow, death: Death, at: number): Promise<void> {
    const since = this.waiting.get(run.id) ?? at;
    try {
      const recovery = await recoverRun(this.spec, run, { ...death, isOverdue: at - since >= PATIENCE });
      if (recovery === 'left') this.waiting.set(run.id, since);
      else this.waiting.delete(run.id);
      if (recovery === 'ended') this.spec.ended?.(run, death);
    } catch (error) {
      this.complainOnce(run.id, `Run '${run.id}' could not be recovered: ${String(error)}`);
    }
  }

  /**
   * Runs that this process holds and does not execute: a claim, a takeover or an ending whose answer was lost with the
   * connection. Found so for one TTL, they are recovered like those of the dead.
   */
  private async findUnheld(at: number): Promise<void> {
    const { spec } = this;
    const runs = await spec.store.runsOf([spec.processId()]);
    const unheld = runs.filter(({ id }) => !spec.isUnderWay(id) && spec.adoptions?.holds(id) !== true);
    const before = this.unheld;
    this.unheld = new Map(unheld.map(({ id }) => [id, before.get(id) ?? at]));
    for (const run of unheld) {
      if (at - (this.unheld.get(run.id) as number) >= this.ttl)
        await this.recover(run, { process: this.name, reason: 'it lost sight of the run' }, at);
    }
  }

  private complainOnce(runId: string, message: string): void {
    if (this.complained.has(runId)) return;
    this.complained.add(runId);
    this.spec.complain(message);
  }
}
