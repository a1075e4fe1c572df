import 'reflect-metadata';
import {
  type CommitBatch,
  decodeEvent,
  type EventSink,
  encodeEvent,
  foldRun,
  isStreamEvent,
  type JobDefinition,
  type RunEvent,
  type StreamEvent,
  stepsOf,
} from '@hookline/core/spi';
import { type AdoptedRun, createRunner, HookSlots, type InstancePort, type Runner } from '@hookline/engine';
import { type FakeClock, fakeClock } from '@hookline/testing';
import fc from 'fast-check';
import type { StoredRun } from '../../packages/daemon/src/runs/load-run';
import { restoreSteps } from '../../packages/daemon/src/runs/restore-steps';
import { randomJob } from '../../packages/engine/test/model/generate/random-job';
import type { JobSpec } from '../../packages/engine/test/model/job-spec';
import { buildJob } from '../../packages/engine/test/model/run/build-job';
import { RunWorld } from '../../packages/engine/test/model/run/run-world';
import { Trace } from '../../packages/engine/test/model/run/trace';
import { storedRun } from './random-runs';

const GRAPHS = Number(process.env['HOOKLINE_GRAPHS'] ?? 120);
const DAY = 86_400_000;
const seed = Number(process.env['HOOKLINE_SEED'] ?? Date.now() % 1_000_000);

const STEP_ENDINGS: ReadonlySet<string> = new Set([
  'step.succeeded',
  'step.failed',
  'step.skipped',
  'step.notExecuted',
  'step.cancelled',
]);
const RUN_ENDINGS: ReadonlySet<string> = new Set(['run.succeeded', 'run.failed', 'run.cancelled']);
const DEATH = { process: 'pid 4711 on web1, daemon', reason: 'it is gone' };

describe(`runs that go on elsewhere, after random beginnings (seed ${seed})`, () => {
  it('end, each step once; what had succeeded is not done again, and its values are those that were stored', async () => {
    const random = fc.record({ spec: randomJob, cut: fc.double({ min: 0, max: 1, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(random, ({ spec, cut }) => check(spec, cut)),
      { seed, numRuns: GRAPHS },
    );
  });
});

async function check(spec: JobSpec, cut: number): Promise<void> {
  const first = new Process(spec);
  const whole = await first.run(undefined);
  const end = whole.findIndex(({ type }) => RUN_ENDINGS.has(type));
  // What is in the store is what was committed, turn by turn.
  const commits = first.commits.filter((length) => length <= end);
  const begun = whole.slice(0, commits[Math.floor(cut * (commits.length - 1))]);
  if (commits.length === 0) return;
  const second = new Process(spec);
  const stored = await second.store(begun);
  const all = await second.run(stored);
  expect(all.slice(0, begun.length)).toEqual(stored.events);
  expect(all[begun.length]?.type).toBe('run.recovered');
  const state = foldRun(all, stored.snapshot.steps);
  expect(['success', 'failure', 'cancelled']).toContain(state.status);
  const ended = all.flatMap((event) => (STEP_ENDINGS.has(event.type) ? [event.stepKey as string] : []));
  expect([...ended].sort()).toEqual(Object.keys(stepsOf(state)).sort());
  expect(second.trace.violations).toEqual([]);
  checkCalls(second, stored);
  if (state.status === 'success' && whole[end]?.type === 'run.succeeded') checkInputs(first, second);
}

/** What had ended is not called again, and attempts go on being counted. */
function checkCalls(second: Process, { state }: StoredRun): void {
  for (const { name, attempt } of second.trace.opCalls)
    expect([name, attempt > (state.steps.get(name)?.attempts ?? 0)]).toEqual([name, true]);
}

/** Ops get the same inputs as in one go: their values hang on nothing but their own inputs. */
function checkInputs(first: Process, second: Process): void {
  const inputs = new Map(first.trace.opCalls.map((call) => [call.name, call.inputs]));
  for (const call of second.trace.opCalls) expect([call.name, call.inputs]).toEqual([call.name, inputs.get(call.name)]);
}

/** One process with the code of a random job. */
class Process {
  readonly trace = new Trace();
  /** Lengths of its stream after each commit. */
  readonly commits: number[] = [];
  private readonly clock: FakeClock = fakeClock();
  private readonly world: RunWorld;
  private readonly job: JobDefinition;
  private readonly runner: Runner;
  private readonly blobs = new Map<string, Uint8Array>();

  constructor(private readonly spec: JobSpec) {
    this.world = new RunWorld(spec, this.clock, this.trace);
    this.job = buildJob(this.world);
    const { clock } = this;
    // What the run leaves to the store, others deliver.
    const watch: InstancePort['watch'] = (delivery, watcher) => {
      const moved = { attempted: true, state: 'delivered', error: undefined } as const;
      clock.setTimer(1, () => watcher.deliveryMoved(delivery, moved));
    };
    const instance = { slots: new HookSlots(), values: this.values, watch, unwatch: ignore, release: ignore };
    const sink: EventSink = { commit: (batch) => this.note(batch) };
    this.runner = createRunner({ ...PORTS, sink, clock, random: () => spec.run.random, instance });
  }

  /** The run as the store has it. */
  async store(events: readonly StreamEvent[]): Promise<StoredRun> {
    const { plan } = await this.prepare();
    const rows = events.map((event) => encodeEvent(event, { epoch: 1, redact: (text) => text }));
    return storedRun(plan, rows.map(decodeEvent), {});
  }

  /** Runs it, or goes on with it, to its end. @returns its stream */
  async run(stored: StoredRun | undefined): Promise<readonly StreamEvent[]> {
    const prepared = await this.prepare();
    const adopted = stored && (await this.adopt(stored));
    let events: readonly RunEvent[] | undefined;
    const running = this.runner.run(prepared, adopted).then((result) => {
      events = result.events;
    });
    await this.clock.advance(DAY);
    await Promise.race([running, Promise.resolve()]);
    if (!events) throw new Error('The run hangs.');
    return events.filter(isStreamEvent);
  }

  private note(batch: CommitBatch): undefined {
    const added = batch.flatMap(({ events }) => events.filter(isStreamEvent)).length;
    this.commits.push((this.commits.at(-1) ?? 0) + added);
  }

  private async adopt(stored: StoredRun): Promise<AdoptedRun> {
    const { plan } = await this.prepare();
    const { events, state } = stored;
    const restoration = await restoreSteps({ run: stored, plan, values: this.values, blocking: [], death: DEATH });
    return { events, epoch: 2, reason: 'its process died', startedAt: state.startedAt, inherited: [], restoration };
  }

  private prepare() {
    const { run } = this.spec;
    const hooks = Object.fromEntries(run.disabledHooks.map((hook) => [`h${hook}`, { enabled: false }]));
    const config = { ...(run.timeout !== undefined && { timeout: run.timeout }) };
    return this.runner.prepare(this.job, {
      runId: 'run1',
      maxConcurrent: run.maxConcurrent,
      gracePeriod: run.gracePeriod,
      hookWait: run.hookWait,
      raiseOnError: false,
      runConfig: { hooks, execution: { config } },
      ...(run.selected.length > 0 && { opSelection: run.selected.map((step) => `*${this.world.stepKey(step)}`) }),
    });
  }

  private get values() {
    return {
      put: async (address: string, bytes: Uint8Array) => void this.blobs.set(address, bytes),
      get: async (address: string) => this.blobs.get(address),
    };
  }
}

const ignore = () => undefined;
const PORTS = {
  storeGrace: 30_000,
  newRunId: () => 'run1',
  env: ignore,
  consoleLogger: () => ({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
};
