import { definitions } from '@hookline/core';
import type { Clock, Store, StoreCommit } from '@hookline/core/spi';
import { createInstance, type OpenInstance, runDaemon } from '@hookline/daemon';
import { EXECUTE } from '@hookline/engine';
import { createMemoryStore, type FakeClock, fakeClock } from '@hookline/testing';
import type { JobSpec } from '../../../packages/engine/test/model/job-spec';
import { buildJob } from '../../../packages/engine/test/model/run/build-job';
import { RunWorld } from '../../../packages/engine/test/model/run/run-world';
import { Trace } from '../../../packages/engine/test/model/run/trace';
import { brokenDeliveries, type SeenEffect } from '../check/delivery-invariants';
import { brokenRun } from '../check/run-invariants';
import { readRun } from '../check/stored';
import { randomOf } from '../world/sample';
import { fateOf } from './fate';
import { Mortal } from './mortal';

/** What came of a simulation. */
export interface Simulated {
  /** What does not hold; none if all is well. */
  readonly broken: readonly string[];
  readonly deliveries: number;
  readonly calls: number;
  readonly deaths: number;
  readonly takeovers: number;
}

const PROCESSES = 3;
/** ms of fake time between looks at whether all is done. */
const LOOK = 5_000;
const LATE_LOOK = 300_000;
const MANY_LOOKS = 60;
const MOST_LOOKS = 64;

/** Plays a random job in three processes that die, stop and meet a bad store, as the seed says. */
export async function simulate(spec: JobSpec, seed: number): Promise<Simulated> {
  return new Simulation(spec, seed).play();
}

class Simulation {
  private readonly random: () => number;
  private readonly clock: FakeClock = fakeClock();
  private readonly store: Store;
  private readonly effects: SeenEffect[] = [];
  private readonly committed = new Set<string>();
  private readonly mortals: Mortal[] = [];
  private readonly complaints: string[] = [];
  private readonly stop = new AbortController();
  private ids = 0;

  constructor(
    private readonly spec: JobSpec,
    seed: number,
  ) {
    this.random = randomOf(seed);
    this.store = createMemoryStore({ clock: this.clock });
  }

  async play(): Promise<Simulated> {
    const runs = ['run-0', 'run-1'];
    const starting = Array.from({ length: PROCESSES }, (_, index) => this.start(index, runs[index]));
    for (const each of starting) each.catch((error: unknown) => this.complaints.push(String(error)));
    let left: readonly string[] = ['everything'];
    for (let look = 0; look < MOST_LOOKS && left.length > 0; look += 1) {
      await this.clock.advance(look < MANY_LOOKS ? LOOK : LATE_LOOK);
      left = await this.left();
    }
    const resting = await this.resting();
    const broken = left.map((each) => `LOST: ${each}`);
    let deliveries = 0;
    let takeovers = 0;
    for (const runId of runs) {
      const run = await readRun(this.store, runId);
      const effects = this.effects.filter((effect) => effect.runId === runId);
      if (run) {
        broken.push(...brokenRun(run), ...brokenDeliveries(run, effects));
        deliveries += run.deliveries.length;
        takeovers += run.row.recoveries;
      } else broken.push(...effects.map(({ name }) => `EARLY: ${name} of a run that is not stored`));
    }
    if (process.env['HOOKLINE_TRACE']) await this.tell();
    for (const mortal of this.mortals) mortal.die();
    this.stop.abort();
    const deaths = this.mortals.length;
    const isResting = (each: string) => resting.some((id) => each.startsWith(`LOST: ${id} `));
    const lost = broken.filter((each) => !isResting(each));
    return { broken: lost, deliveries, calls: this.effects.length, deaths, takeovers };
  }

  private async start(index: number, runId: string | undefined): Promise<void> {
    const { clock, store, random, spec } = this;
    const fate = fateOf(random, index === PROCESSES - 1);
    const mortal = new Mortal({ store, clock, random }, fate, (commit, refused) => this.note(commit, refused));
    this.mortals.push(mortal);
    const instance = await this.open(mortal, index);
    const job = this.jobOf(mortal);
    const defs = definitions({ jobs: [job] });
    const serving = runDaemon(instance, defs, this.stop.signal);
    serving.catch((error: unknown) => this.complaints.push(String(error)));
    if (runId === undefined) return;
    const options = optionsOf(spec, mortal.clock);
    const isQueued = random() < 0.3;
    if (isQueued) await instance.launch(defs.job('job'), { ...options, runId });
    else
      await instance[EXECUTE](defs.job('job'), {
        ...options,
        runId,
        resume: random() < 0.5 ? 'auto' : 'fail',
        raiseOnError: false,
      });
  }

  private open(mortal: Mortal, index: number): Promise<OpenInstance> {
    const ignore = () => undefined;
    return createInstance({
      store: mortal.store,
      location: 'simulation',
      environment: 'test',
      role: 'daemon',
      storeGrace: 30_000,
      clock: mortal.clock,
      random: this.random,
      env: ignore,
      consoleLogger: () => ({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
      say: (line) => this.complaints.push(line),
      newId: () => `process-${index}-${this.ids++}`,
    });
  }

  /** The code is the same in all processes, but dies with them. */
  private jobOf(mortal: Mortal) {
    const note = (what: 'op' | 'hook', context: unknown) => {
      // One that stands still has finished its turn before, or does so when it goes on.
      if (mortal.state !== 'dead') this.effects.push(this.effectOf(what, context as Context));
    };
    const watcher = {
      op: (context: unknown) => note('op', context),
      hook: (context: unknown) => note('hook', context),
    };
    return buildJob(new RunWorld(this.spec, mortal.clock, new Trace(), watcher));
  }

  private effectOf(what: 'op' | 'hook', context: Context): SeenEffect {
    const { runId, stepKey, attempt = 0, deliveryId, deliveryAttempt, hookDef, op } = context;
    const isCommitted = this.committed.has(what === 'op' ? `${runId} ${stepKey} ${attempt}` : (deliveryId as string));
    const name = (what === 'op' ? op?.name : hookDef?.name) as string;
    return { what, runId, name, stepKey, attempt, deliveryId, deliveryAttempt, committed: isCommitted };
  }

  private note({ runs, outcomes }: StoreCommit, refused: readonly string[]): void {
    for (const { runId, events, deliveries } of runs) {
      if (refused.includes(runId)) continue;
      for (const { id } of deliveries) this.committed.add(id);
      for (const { type, stepKey, attempt } of events)
        if (type === 'step.started') this.committed.add(`${runId} ${stepKey} ${attempt}`);
    }
    for (const { deadLetters } of outcomes) for (const { id } of deadLetters) this.committed.add(id);
  }

  /** Deliveries of hooks whose breaker is open, or half: one of them is tried every half hour, which may take days (D19). */
  private async resting(): Promise<readonly string[]> {
    const { oldestDue } = await this.store.outboxSummary(this.clock.now() + LATE_LOOK);
    const open = oldestDue.filter(({ hook }) => hook.openUntil > 0).map(({ hook }) => hook.name);
    const waiting = await this.store.listDeliveries({ states: ['pending'], limit: 1_000 });
    return waiting.filter(({ hook }) => open.includes(hook)).map(({ id }) => id);
  }

  private async tell(): Promise<void> {
    const lines = [...this.complaints, JSON.stringify(this.spec.run)];
    for (const runId of ['run-0', 'run-1']) {
      const run = await readRun(this.store, runId);
      lines.push(JSON.stringify({ ...run?.row, config: undefined }));
      for (const { seq, epoch, type, stepKey = '', attempt, at } of run?.events ?? [])
        lines.push(`${runId} ${seq} (${epoch}) ${at - 1767225600000} ${type} ${stepKey} ${attempt}`);
      for (const { id, state, claim, attempts, losses, nextAt, owner = '' } of run?.deliveries ?? [])
        lines.push(
          `${id} ${state} claim ${claim}, ${attempts} attempts, ${losses} losses, next ${nextAt - 1767225600000} ${owner}`,
        );
    }
    const { oldestDue } = await this.store.outboxSummary(this.clock.now());
    for (const { hook, dueAt, count } of oldestDue)
      lines.push(`${count} due since ${dueAt - 1767225600000}: ${JSON.stringify(hook)}`);
    lines.push(`now ${this.clock.now() - 1767225600000}`);
    for (const each of this.mortals) lines.push(each.toString());
    process.stdout.write(`${lines.join('\n')}\n`);
  }

  private async left(): Promise<readonly string[]> {
    const runs = await this.store.listRuns({ statuses: ['queued', 'running'], limit: 10 });
    const deliveries = await this.store.listDeliveries({ states: ['open', 'pending', 'running'], limit: 1_000 });
    return [
      ...runs.map(({ id, status, owner }) => `run ${id} is ${status}, held by ${owner}`),
      ...deliveries.map(({ id, state, owner, losses }) => `${id} is ${state}, held by ${owner}, lost ${losses} times`),
    ];
  }
}

interface Context {
  readonly runId: string;
  readonly stepKey?: string;
  readonly attempt?: number;
  readonly deliveryId?: string;
  readonly deliveryAttempt?: number;
  readonly hookDef?: { readonly name: string };
  readonly op?: { readonly name: string };
}

function optionsOf({ run }: JobSpec, clock: Clock) {
  const hooks = Object.fromEntries(run.disabledHooks.map((hook) => [`h${hook}`, { enabled: false }]));
  const config = run.timeout === undefined ? {} : { timeout: run.timeout };
  return {
    maxConcurrent: run.maxConcurrent,
    gracePeriod: run.gracePeriod,
    hookWait: run.hookWait,
    runConfig: { hooks, execution: { config } },
    signal: cancelOf(run.cancelAt, clock),
  };
}

function cancelOf(cancelAt: number | undefined, clock: Clock): AbortSignal {
  const controller = new AbortController();
  if (cancelAt === 0) controller.abort(new Error('cancelled'));
  else if (cancelAt !== undefined) clock.setTimer(cancelAt, () => controller.abort(new Error('cancelled')));
  return controller.signal;
}
