import type { JobDefinition, Logger, LogLevel } from '@hookline/core';
import { type Clock, createPlan, type DeliveryRow, type HookDefinition, type Store } from '@hookline/core/spi';
import { type AnyOptions, createRunner, HookSlots, type Result, systemClock } from '@hookline/engine';
import { createMemoryStore, type FakeClock, fakeClock } from '@hookline/testing';
import { Dispatcher } from '../../src/dispatcher/dispatcher';
import type { DispatcherSpec } from '../../src/dispatcher/dispatcher-spec';
import { RunStarter } from '../../src/instance/run-starter';
import { StoreSink } from '../../src/store-sink';

/** The pair that all processes of a test serve. */
const PAIR = { location: 'tests', environment: 'test' };

/** What a test changes about a process. */
export interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What the dispatcher sees instead of the store itself. */
  readonly store?: DispatcherSpec['store'];
  /** Without one, hooks of runs take no places: all that they owe is left to the store. */
  readonly fastPath?: boolean;
}

/** A line of the built-in logger. */
export type Line = readonly [LogLevel, string];

/** A process of a test: it executes jobs, and delivers hooks. */
export interface TestProcess {
  readonly id: string;
  readonly dispatcher: Dispatcher;
  readonly slots: HookSlots;
  /** What it told on stderr. */
  readonly said: string[];
  readonly lines: Line[];
  /** Makes jobs known to the dispatcher. */
  know(...jobs: readonly JobDefinition[]): Promise<void>;
  /** Runs a job, and does not wait for hooks of others. */
  execute(job: JobDefinition, options?: AnyOptions): Promise<Result>;
}

/** Processes over one store, in a time that a test moves. */
export class World {
  readonly clock: FakeClock = fakeClock();
  readonly store: Store;
  readonly processes: TestProcess[] = [];

  /** @param real a store whose answers take real time; then time passes by itself */
  constructor(private readonly real?: Store) {
    this.store = real ?? createMemoryStore({ clock: this.clock });
  }

  get time(): Clock {
    return this.real ? systemClock : this.clock;
  }

  process(id: string, options: ProcessOptions = {}): TestProcess {
    const made = createProcess(this, id, options);
    this.processes.push(made);
    return made;
  }

  /** Runs a job in a process that dies right after: all that it owes is in the store. */
  async leave(job: JobDefinition, options: AnyOptions = {}): Promise<Result> {
    const process = this.process(`dead${this.processes.length}`, { fastPath: false });
    const result = await process.execute(job, options);
    await process.dispatcher.stop();
    return result;
  }

  /** In the order of their ids. */
  async deliveries(): Promise<readonly DeliveryRow[]> {
    const rows = await this.store.listDeliveries({ limit: 1_000 });
    return [...rows].sort((a, b) => a.triggerSeq - b.triggerSeq || a.order - b.order || (a.id < b.id ? -1 : 1));
  }

  /** `hook: state` of each delivery. */
  async states(): Promise<readonly string[]> {
    return (await this.deliveries()).map(({ hook, state }) => `${hook}: ${state}`);
  }

  /** Drains a process, whatever time that takes. */
  async drain({ dispatcher }: TestProcess, until?: number) {
    return this.passing(dispatcher.drain(until === undefined ? {} : { until }));
  }

  /** Ends all processes. */
  async end(): Promise<void> {
    await this.passing(Promise.all(this.processes.map(({ dispatcher }) => dispatcher.stop())));
  }

  /** Lets time pass until something has happened. */
  async passing<T>(promise: Promise<T>): Promise<T> {
    if (this.real) return promise;
    const progress = { isOver: false };
    const watched = promise.finally(() => {
      progress.isOver = true;
    });
    watched.catch(() => undefined);
    for (let turn = 0; !progress.isOver && turn < 2_000; turn += 1) await this.clock.advance(50);
    return watched;
  }
}

function createProcess(world: World, id: string, { env = {}, store, fastPath = true }: ProcessOptions): TestProcess {
  const clock = world.time;
  const slots = new HookSlots();
  if (!fastPath) slots.close();
  const said: string[] = [];
  const lines: Line[] = [];
  const processId = () => id;
  const ports = { clock, random: () => 0.5, env: (name: string) => env[name], consoleLogger: () => loggerTo(lines) };
  const values = { put: world.store.putBlob.bind(world.store), get: world.store.getBlob.bind(world.store) };
  const say = (line: string) => void said.push(line);
  const dispatcher = new Dispatcher({
    ...PAIR,
    ...ports,
    storeGrace: 30_000,
    store: store ?? world.store,
    values,
    slots,
    processId,
    say,
  });
  const sink = new StoreSink(
    { store: world.store, left: () => dispatcher.stir(), settled: () => dispatcher.settled() },
    processId,
  );
  const watching = {
    watch: dispatcher.watch.bind(dispatcher),
    unwatch: dispatcher.unwatch.bind(dispatcher),
    release: dispatcher.release.bind(dispatcher),
  };
  const instance = { slots, values, ...watching };
  let runs = 0;
  const newRunId = () => {
    runs += 1;
    return `${id}-run${runs}`;
  };
  const runner = createRunner({ ...ports, newRunId, sink, storeGrace: 30_000, instance });
  const addRun = dispatcher.addRun.bind(dispatcher);
  const starter = new RunStarter({
    ...PAIR,
    store: world.store,
    runner,
    sink,
    addRun,
    newRunId,
    now: () => clock.now(),
  });
  return {
    id,
    dispatcher,
    slots,
    said,
    lines,
    know: async (...jobs) => {
      for (const job of jobs) dispatcher.know(job, await starter.idsOf(job.name, createPlan(job).snapshot));
    },
    execute: (job, options = {}) =>
      world.passing(starter.execute(job, { raiseOnError: false, hookWait: 0, ...options })),
  };
}

function loggerTo(lines: Line[]): Logger {
  const at = (level: LogLevel) => (message: string) => void lines.push([level, message]);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A promise that a test settles. */
export function gate(): { readonly passed: Promise<void>; open(): void; fail(error: Error): void } {
  let open: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { passed, open: () => open(), fail: (error) => fail(error) };
}

/** The hook of a job, by name. */
export function hookOf(job: JobDefinition, name: string): HookDefinition {
  return createPlan(job).hooks.find((hook) => hook.name === name) as HookDefinition;
}
