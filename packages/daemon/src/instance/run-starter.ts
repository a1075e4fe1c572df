import { FencedError } from '@hookline/core';
import type { HookOutbox, JobDefinition, NewRun, PlanSnapshot, ResumeMode, RunStore } from '@hookline/core/spi';
import type { AdoptedRun, AnyOptions, PreparedRun, Result, Runner } from '@hookline/engine';
import type { StoreSink } from '../store-sink';
import { knownRun } from './known-run';
import { planText } from './plan-text';
import { redactTags } from './redact-tags';
import { RunControl } from './run-control';
import { encodeRequest } from './stored-request';

/** Where runs of this process belong. */
export interface RunPlace {
  readonly location: string;
  readonly environment: string;
}

/** What starting runs needs. */
export interface RunStarterSpec extends RunPlace {
  readonly store: Pick<RunStore, 'getRun'> & Pick<HookOutbox, 'registerHooks'>;
  readonly runner: Runner;
  /** Resolves when runs can begin: the process may have to register anew first (D3). */
  ready?(): Promise<void>;
  /** Others took this process for dead: resolves when it goes on under a new row. */
  renew?(): Promise<void>;
  readonly sink: StoreSink;
  /** Has the values and the code of a run at hand while it has deliveries. */
  addRun(prepared: PreparedRun, hookIds: ReadonlyMap<string, number>): void;
  newRunId(): string;
  /** ms since 1970 */
  now(): number;
}

/** Of which run a new one is a re-execution. */
export interface Parentage {
  readonly parentId: string | undefined;
  readonly rootId: string | undefined;
}

/** A run that is not begun here, or not from its beginning. */
export interface Continuation extends Parentage {
  readonly adopted: AdoptedRun;
  /** It has a row in the store. */
  readonly isStored: boolean;
}

/** Starts runs whose every event and hook is stored, and knows those under way. */
export class RunStarter {
  private readonly controls = new Map<string, RunControl>();
  private readonly hookIds = new Map<string, ReadonlyMap<string, number>>();

  constructor(private readonly spec: RunStarterSpec) {}

  /** Runs that have not ended. */
  get size(): number {
    return this.controls.size;
  }

  /** Whether a run is under way here. */
  has(runId: string): boolean {
    return this.controls.has(runId);
  }

  /** Asks a run of this process to end. */
  cancel(runId: string): void {
    this.controls.get(runId)?.cancel();
  }

  /** Runs a job from its beginning. @throws what `executeInProcess` throws */
  async execute(job: JobDefinition, options: AnyOptions, parentage?: Parentage): Promise<Result> {
    if (options.runId !== undefined) await this.refuseKnown(options.runId);
    const runId = options.runId ?? this.spec.newRunId();
    const attempt = () =>
      this.controlled(options.signal, async (control) => {
        const prepared = await this.spec.runner.prepare(job, { ...options, runId, signal: control.signal });
        return { prepared, run: () => this.begin(prepared, parentage) };
      });
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof FencedError) || !this.spec.renew || (await this.spec.store.getRun(runId))) throw error;
      // This process stood still, and was buried: nothing of the run was stored, or has happened.
      await this.spec.renew();
      return attempt();
    }
  }

  /**
   * Goes on with a run.
   * @param prepare its options are those of its request
   * @param restore where it goes on from
   */
  async goOn(
    prepare: (signal: AbortSignal) => Promise<PreparedRun>,
    restore: (prepared: PreparedRun) => Promise<Continuation>,
    signal?: AbortSignal,
  ): Promise<Result> {
    return this.controlled(signal, async (control) => {
      const prepared = await prepare(control.signal);
      const continuation = await restore(prepared);
      return { prepared, run: () => this.continue(prepared, continuation) };
    });
  }

  /** Ids of the hooks of a job in the store. */
  async idsOf(job: string, { hooks }: PlanSnapshot): Promise<ReadonlyMap<string, number>> {
    const names = hooks.map(({ name }) => name);
    const key = JSON.stringify([job, names]);
    const { location, environment, store } = this.spec;
    const ids = this.hookIds.get(key) ?? (await store.registerHooks({ location, environment, job }, names));
    this.hookIds.set(key, ids);
    return ids;
  }

  /** The row of a run that this process begins, or queues. */
  rowOf(prepared: PreparedRun, { parentId, rootId }: Parentage = NOBODY): NewRun {
    const { job, options, config, plan, redact, runId } = prepared;
    const { location, environment } = this.spec;
    const request = encodeRequest(options, { ...config, redact });
    const { text, hash } = planText(plan.snapshot, redact);
    return {
      location,
      environment,
      job: job.name,
      planHash: hash,
      plan: text,
      config: request.text,
      notRestorable: notRestorable(prepared, request.masked),
      parentId,
      rootId: rootId ?? runId,
      tags: redactTags(config.tags, redact),
      resume: options.resume ?? DEFAULT_RESUME,
      priority: 0,
      createdAt: this.spec.now(),
    };
  }

  private async begin(prepared: PreparedRun, parentage?: Parentage): Promise<Result> {
    await this.spec.ready?.();
    const created = this.rowOf(prepared, parentage);
    await this.enter(prepared, { created, lastSeq: 0, status: 'queued', startedAt: new Map() });
    return this.spec.runner.run(prepared);
  }

  private async continue(prepared: PreparedRun, continuation: Continuation): Promise<Result> {
    const { adopted, isStored } = continuation;
    await this.spec.ready?.();
    await this.enter(prepared, {
      created: isStored ? undefined : this.rowOf(prepared, continuation),
      lastSeq: adopted.events.at(-1)?.seq ?? 0,
      status: adopted.startedAt === undefined ? 'queued' : 'running',
      startedAt: startsOf(adopted),
    });
    return this.spec.runner.run(prepared, adopted);
  }

  private async enter(prepared: PreparedRun, stored: StoredPart): Promise<void> {
    const { job, plan, runId, redact } = prepared;
    const hookIds = await this.idsOf(job.name, plan.snapshot);
    const keys = notRestorable(prepared, stored.created ? stored.created.notRestorable : []);
    this.spec.sink.add({
      runId,
      disabledHooks: prepared.config.disabledHooks,
      snapshot: plan.snapshot,
      hookIds,
      redact,
      notRestorable: new Set(keys),
      ...stored,
    });
    this.spec.addRun(prepared, hookIds);
  }

  private async controlled(signal: AbortSignal | undefined, start: Start): Promise<Result> {
    using control = new RunControl(signal);
    const { prepared, run } = await start(control);
    this.controls.set(prepared.runId, control);
    try {
      return await run();
    } finally {
      this.controls.delete(prepared.runId);
      this.spec.sink.remove(prepared.runId);
    }
  }

  private async refuseKnown(runId: string): Promise<void> {
    if (this.controls.has(runId) || (await this.spec.store.getRun(runId))) throw knownRun(runId);
  }
}

/** The default of `executeInProcess`: who waits for the run learns that it crashed (D11). */
const DEFAULT_RESUME: ResumeMode = 'fail';

const NOBODY: Parentage = { parentId: undefined, rootId: undefined };

type StoredPart = Pick<Parameters<StoreSink['add']>[0], 'created' | 'lastSeq' | 'status' | 'startedAt'>;

type Start = (control: RunControl) => Promise<{ prepared: PreparedRun; run: () => Promise<Result> }>;

/** What the caller gave in place of the code's own definitions, or with a secret in its config, no other process has. */
function notRestorable({ options }: PreparedRun, masked: readonly string[]): readonly string[] {
  return [...new Set([...Object.keys(options.resources ?? {}), ...masked])];
}

function startsOf({ restoration, startedAt }: AdoptedRun): Map<string, number> {
  const starts = new Map<string, number>(startedAt === undefined ? [] : [['', startedAt]]);
  for (const [key, step] of restoration.steps) if (step.attempts > 0) starts.set(key, step.startedAt);
  return starts;
}
