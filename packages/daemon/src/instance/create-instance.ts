import { randomUUID } from 'node:crypto';
import type { JobDefinition, Logger } from '@hookline/core';
import {
  type Clock,
  type ConsoleLevel,
  createPlan,
  type DeliveryRow,
  type LoopWatch,
  type ProcessRole,
  type Store,
} from '@hookline/core/spi';
import {
  type AnyOptions,
  createRunner,
  EXECUTE,
  HookSlots,
  type InstancePort,
  type Result,
  type Runner,
  type ValueStore,
} from '@hookline/engine';
import { Dispatcher } from '../dispatcher/dispatcher';
import { InstanceProcess } from '../processes/instance-process';
import { Renewal } from '../processes/renewal';
import { CancelWatch } from '../recovery/cancel-watch';
import { StoreSink } from '../store-sink';
import { findRunId } from './find-run';
import type { Instance, InstanceDeliveries, InstanceRuns, LaunchOptions, ReadEvents, RerunOptions } from './instance';
import { launchRun } from './launch-run';
import { listDeliveries } from './list-deliveries';
import { runEvents } from './read-events';
import { getRun, listRuns } from './read-runs';
import { rerun } from './rerun';
import { RunStarter } from './run-starter';
import { takeLeave } from './take-leave';

/** What an instance needs of the world. */
export interface InstanceSpec {
  readonly store: Store;
  readonly location: string;
  readonly environment: string;
  readonly role: ProcessRole;
  /** How long the store may refuse before runs are given up (D3), ms. */
  readonly storeGrace: number;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** A variable of the environment. */
  readonly env: (name: string) => string | undefined;
  readonly consoleLogger: (level: ConsoleLevel) => Logger;
  readonly watchIdle?: (stalled: () => void) => () => void;
  /** Tells people something, on stderr. */
  readonly say: (line: string) => void;
  /** Ids of processes and of runs that are not named; default: random ones. */
  readonly newId?: () => string;
  /** Is told what this process does for others, as it does it. */
  readonly report?: (activity: Activity) => void;
}

/** Something that a process did in its instance, in a line for people. */
export interface Activity {
  /** ms since 1970 */
  readonly at: number;
  readonly message: string;
  readonly runId?: string;
  readonly deliveryId?: string;
}

/** ms without a sign of the event loop after which a process of the command is ended, and another one warned (D9). */
const LOOP_LIMIT = 60_000;

/** A program of the user is his to end. */
function watchLoop({ role, say }: Pick<InstanceSpec, 'role' | 'say'>): LoopWatch {
  const turned = (ms: number) =>
    say(
      `The event loop of this process stood still for ${Math.round(ms / 1_000)} s: an op or a hook computed without a pause, and all hooks, time limits and cancels waited for it. Have long computations done by a worker thread.`,
    );
  return { limit: LOOP_LIMIT, kills: role !== 'embedded', turned };
}

/** Opens the part of this process in an instance: it executes runs and delivers hooks until it is closed. */
export async function createInstance(spec: InstanceSpec): Promise<OpenInstance> {
  const { store, location, environment, role, clock } = spec;
  const process = await InstanceProcess.register({
    store,
    location,
    environment,
    role,
    loop: role === 'tool' ? undefined : watchLoop(spec),
    newId: spec.newId ?? randomUUID,
    now: () => clock.now(),
  });
  const instance = new OpenInstance(spec, process);
  instance.start();
  return instance;
}

/** The part of one process in an instance. */
export class OpenInstance implements Instance {
  readonly location: string;
  readonly environment: string;
  readonly dispatcher: Dispatcher;
  readonly starter: RunStarter;
  readonly runner: Runner;
  private readonly sink: StoreSink;
  private readonly cancels: CancelWatch;
  readonly renewal: Renewal;
  private closing: Promise<void> | undefined = undefined;

  /** Use `createInstance`. */
  constructor(
    readonly spec: InstanceSpec,
    readonly process: InstanceProcess,
  ) {
    const { store, location, environment, clock } = spec;
    this.location = location;
    this.environment = environment;
    this.renewal = new Renewal({ process, clock });
    const processId = () => process.id;
    const slots = new HookSlots();
    const values = valuesOf(store);
    this.dispatcher = new Dispatcher({
      ...spec,
      values,
      slots,
      processId,
      isAttempted: (id) => this.sink.isAttempted(id),
      report: (delivery, result) => this.report(deliveryText(delivery, result), { deliveryId: delivery.id }),
    });
    this.sink = new StoreSink(
      { store, left: () => this.dispatcher.stir(), settled: () => this.dispatcher.settled() },
      processId,
    );
    this.runner = createRunner({ ...portsOf(spec), sink: this.sink, instance: this.portOf(slots, values) });
    this.starter = this.createStarter();
    this.cancels = new CancelWatch({
      store,
      clock,
      processId,
      isBusy: () => this.starter.size > 0,
      cancel: (runId) => this.starter.cancel(runId),
      complain: (line) => spec.say(line),
    });
  }

  private portOf(slots: HookSlots, values: ValueStore): InstancePort {
    const { dispatcher, renewal } = this;
    return {
      slots,
      values,
      watch: (delivery, watcher) => dispatcher.watch(delivery, watcher),
      unwatch: (watcher) => dispatcher.unwatch(watcher),
      release: (delivery) => {
        this.sink.leave(delivery.deliveryId);
        dispatcher.release(delivery);
      },
      givenUp: () => renewal.begin(),
    };
  }

  /** Tells who wants to know what this process does. */
  report(message: string, of: Pick<Activity, 'runId' | 'deliveryId'>): void {
    this.spec.report?.({ at: this.spec.clock.now(), message, ...of });
  }

  /** For what serves the instance. */
  get parts() {
    const { spec, runner, starter, location, environment } = this;
    return { location, environment, store: spec.store, runner, starter, values: valuesOf(spec.store) };
  }

  get label(): string {
    return this.spec.store.label;
  }

  start(): void {
    if (this.spec.role !== 'tool') this.dispatcher.start();
    this.cancels.start();
  }

  /** Makes the hooks of a job known, so that this process delivers those that others left. */
  async know(job: JobDefinition): Promise<void> {
    const hookIds = await this.starter.idsOf(job.name, createPlan(job).snapshot);
    this.dispatcher.know(job, hookIds);
  }

  [EXECUTE](job: JobDefinition, options: AnyOptions): Promise<Result> {
    return this.starter.execute(job, options);
  }

  async launch(job: JobDefinition, options: LaunchOptions = {}): Promise<{ readonly runId: string }> {
    const { spec, runner, process } = this;
    const { clock } = spec;
    const place = {
      ...spec,
      runner,
      processId: () => process.id,
      newRunId: spec.newId ?? randomUUID,
      now: () => clock.now(),
    };
    return { runId: await launchRun(place, job, options) };
  }

  get runs(): InstanceRuns {
    const { store } = this.spec;
    const find = (given: string) => findRunId(store, given);
    return {
      list: (query) => listRuns(store, query),
      get: (given) => getRun(store, given),
      events: (given, options) => this.eventsOf(given, options),
      cancel: async (given) => store.requestCancel(await find(given)),
      rerun: (given, options) => this.rerun(given, options),
    };
  }

  get deliveries(): InstanceDeliveries {
    const { store, clock } = this.spec;
    return {
      list: (query) => listDeliveries(store, query),
      attemptsOf: (id) => store.attemptsOf(id),
      redeliver: async (ids) => {
        const count = await store.redeliver(ids, clock.now());
        if (count > 0) this.dispatcher.stir();
        return count;
      },
    };
  }

  close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async leave(): Promise<void> {
    const { spec, dispatcher, process } = this;
    try {
      await this.cancels.stop();
      if (spec.role !== 'tool') await takeLeave({ ...spec, dispatcher, processId: process.id });
      await this.renewal.stop();
      // What has not ended is found by the death of the process.
      await process.leave();
    } finally {
      await spec.store.close();
    }
  }

  private createStarter(): RunStarter {
    return new RunStarter({
      ...this.spec,
      ready: () => this.renewal.ready(),
      renew: () => {
        this.renewal.begin();
        return this.renewal.ready();
      },
      newRunId: this.spec.newId ?? randomUUID,
      runner: this.runner,
      sink: this.sink,
      addRun: (prepared, hookIds) => {
        this.dispatcher.addRun(prepared, hookIds);
        this.cancels.stir();
      },
      now: () => this.spec.clock.now(),
    });
  }

  private async *eventsOf(given: string, options?: ReadEvents) {
    const { store, clock } = this.spec;
    yield* runEvents({ store, clock }, await findRunId(store, given), options);
  }

  private rerun(given: string, options: RerunOptions): Promise<Result> {
    return rerun({ ...this.parts, say: (line) => this.spec.say(line) }, given, options);
  }
}

function deliveryText({ hook, job, stepKey, id }: DeliveryRow, result: 'delivered' | 'retrying' | 'dead'): string {
  const place = stepKey === undefined ? job : `${job}/${stepKey}`;
  const ends = { delivered: 'delivered', retrying: 'failed, and is tried again', dead: 'is given up' };
  return `hook ${hook} of ${place} ${ends[result]} (${id})`;
}

function valuesOf(store: Store): ValueStore {
  return { put: store.putBlob.bind(store), get: store.getBlob.bind(store) };
}

function portsOf({ clock, storeGrace, random, env, consoleLogger, watchIdle, newId = randomUUID }: InstanceSpec) {
  const newRunId = () => newId();
  return { clock, storeGrace, random, env, consoleLogger, newRunId, ...(watchIdle && { watchIdle }) };
}
