import { type DeliveryRow, type PlanSnapshot, parseSnapshot, type RunRow, resourcesOf } from '@hookline/core/spi';
import { decodeRequest, disabledHooksOf } from '../instance/stored-request';
import type { DispatcherSpec } from './dispatcher-spec';
import type { HookRun } from './hook-run';
import type { JobLoggers } from './job-loggers';
import type { KnownHooks, KnownJob } from './known-hooks';
import type { LocalRun, LocalRuns } from './local-runs';
import type { LetterRun } from './outcomes';
import { RunSettings } from './run-settings';
import { type DeliveryReader, UnroutableError } from './trouble';

/** Runs, and plans, that are kept in memory. */
const MOST_RUNS = 256;
const MOST_PLANS = 64;

/** What runs are found with. */
export interface RunLoaderSpec extends Pick<DispatcherSpec, 'env' | 'location' | 'environment'> {
  readonly reader: DeliveryReader;
  readonly hooks: KnownHooks;
  readonly local: LocalRuns;
  readonly loggers: JobLoggers;
}

/** Finds the runs of deliveries, here or in the store. */
export class RunLoader {
  private readonly runs = new Map<string, Promise<HookRun>>();
  private readonly plans = new Map<string, PlanSnapshot>();

  constructor(private readonly spec: RunLoaderSpec) {}

  /** There is other code, or the run is this process's now: what was made of it is made anew. */
  forget(runId?: string): void {
    if (runId === undefined) this.runs.clear();
    else this.runs.delete(runId);
  }

  /** @throws UnroutableError, StoreTroubleError */
  load({ runId, job }: Pick<DeliveryRow, 'runId' | 'job'>): Promise<HookRun> {
    const known = this.runs.get(runId);
    if (known) return known;
    const local = this.spec.local.get(runId);
    const loading = local ? Promise.resolve(fromLocal(local, this.spec.loggers)) : this.fromStore(runId, job);
    remember(this.runs, runId, { value: loading, most: MOST_RUNS });
    // Next time it may be there.
    loading.catch(() => this.runs.delete(runId));
    return loading;
  }

  /** Of one whose job need not be known here: whom to tell of the death of a delivery. @throws UnroutableError */
  async letterRunOf({ runId, job }: Pick<DeliveryRow, 'runId' | 'job'>): Promise<LetterRun> {
    const { reader, location, environment } = this.spec;
    const row = await reader.getRun(runId);
    if (!row) throw new UnroutableError(`its run '${runId}' is not in the store`);
    const snapshot = await this.planOf(row);
    const names = snapshot.hooks.map(({ name }) => name);
    const hookIds = await reader.registerHooks({ location, environment, job }, names);
    return { snapshot, hookIds, disabledHooks: disabledHooksOf(row.config) };
  }

  private async fromStore(runId: string, jobName: string): Promise<HookRun> {
    const known = this.spec.hooks.jobOf(jobName);
    if (!known) throw new UnroutableError(`this process does not have job '${jobName}'`);
    const row = await this.spec.reader.getRun(runId);
    if (!row) throw new UnroutableError(`its run '${runId}' is not in the store`);
    const snapshot = await this.planOf(row);
    return this.toRun(row, snapshot, known);
  }

  private async toRun(row: RunRow, snapshot: PlanSnapshot, known: KnownJob): Promise<HookRun> {
    const { id: runId, tags: runTags, job: jobName } = row;
    const { loggers, env } = this.spec;
    const definitions = resourcesOf(known.job);
    const missing = new Set(row.notRestorable);
    const request = decodeRequest(row.config);
    const shared = { runId, runTags, snapshot, definitions, missing };
    const settings = new RunSettings({ ...shared, known, request, loggers, env });
    const hookIds = await this.idsOf(snapshot, known);
    const disabledHooks = disabledHooksOf(row.config);
    return {
      ...shared,
      jobName,
      hookIds,
      disabledHooks,
      hooks: known.hooks,
      settingOf: (stepKey) => settings.of(stepKey),
    };
  }

  /** Hooks of the run that the present code does not have are in the store nevertheless. */
  private async idsOf(snapshot: PlanSnapshot, { job, hookIds }: KnownJob): Promise<ReadonlyMap<string, number>> {
    const names = snapshot.hooks.map(({ name }) => name);
    if (names.every((name) => hookIds.has(name))) return hookIds;
    const { reader, location, environment } = this.spec;
    return reader.registerHooks({ location, environment, job: job.name }, names);
  }

  private async planOf({ planHash }: RunRow): Promise<PlanSnapshot> {
    const known = this.plans.get(planHash);
    if (known) return known;
    const text = await this.spec.reader.getPlan(planHash);
    if (text === undefined) throw new UnroutableError('the plan of its run is not in the store');
    const snapshot = parseSnapshot(text);
    remember(this.plans, planHash, { value: snapshot, most: MOST_PLANS });
    return snapshot;
  }
}

function fromLocal({ prepared, hookIds }: LocalRun, loggers: JobLoggers): HookRun {
  const { job, plan, config, definitions, runId, redact, log } = prepared;
  const facts = { jobName: job.name, runId, runTags: config.tags, redact };
  const setting = { config, facts, log: (event: Parameters<typeof log>[0]) => loggers.tell(log, event) };
  return {
    runId,
    jobName: job.name,
    runTags: config.tags,
    snapshot: plan.snapshot,
    hookIds,
    disabledHooks: config.disabledHooks,
    hooks: new Map(plan.hooks.map((hook) => [hook.name, hook])),
    definitions,
    missing: new Set(),
    settingOf: () => setting,
  };
}

interface Remembering<T> {
  readonly value: T;
  readonly most: number;
}

/** The oldest goes when there are too many. */
function remember<T>(known: Map<string, T>, key: string, { value, most }: Remembering<T>): void {
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= most) return;
    known.delete(oldest);
  }
}
