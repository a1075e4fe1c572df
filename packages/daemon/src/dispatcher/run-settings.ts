import { InvalidConfigError } from '@hookline/core';
import {
  ioManagerOf,
  type Plan,
  type PlanSnapshot,
  type PlanStep,
  type ResolvedConfig,
  resolveRunConfig,
} from '@hookline/core/spi';
import { createRedact, messageOf, toError, withHandledRejections } from '@hookline/engine';
import type { StoredRequest } from '../instance/stored-request';
import type { HookRun, RunSetting } from './hook-run';
import type { JobLoggers } from './job-loggers';
import type { KnownJob } from './known-hooks';
import { UnroutableError } from './trouble';

/** What the config of a stored run is resolved from. */
export interface RunSettingsSpec extends Pick<HookRun, 'runId' | 'runTags' | 'snapshot' | 'definitions' | 'missing'> {
  readonly known: KnownJob;
  readonly request: StoredRequest;
  readonly loggers: JobLoggers;
  env(name: string): string | undefined;
}

/**
 * The config of a stored run by the present code and environment (D15). What only ops need does not have to be there: a
 * process that sends alerts need not have the password of the database.
 */
export class RunSettings {
  private readonly settings = new Map<string, RunSetting>();
  private whole: RunSetting | undefined = undefined;
  private isWhole = true;

  constructor(private readonly spec: RunSettingsSpec) {}

  /** @throws UnroutableError */
  of(stepKey: string | undefined): RunSetting {
    if (this.isWhole) {
      try {
        this.whole ??= this.resolve(
          this.spec.snapshot.steps.map(({ key }) => key),
          this.spec.request,
        );
        return this.whole;
      } catch (error) {
        if (!(error instanceof InvalidConfigError)) throw unroutable(error);
        this.isWhole = false;
      }
    }
    return this.ofStep(stepKey);
  }

  /** Some step lacks what another does not need. */
  private ofStep(stepKey: string | undefined): RunSetting {
    const known = this.settings.get(stepKey ?? '');
    if (known) return known;
    try {
      const setting = this.resolve(stepKey === undefined ? [] : [stepKey], withoutTags(this.spec.request));
      this.settings.set(stepKey ?? '', setting);
      return setting;
    } catch (error) {
      throw unroutable(error);
    }
  }

  private resolve(stepKeys: readonly string[], request: StoredRequest): RunSetting {
    const { known, snapshot, definitions, missing } = this.spec;
    const { job } = known;
    const plan = hookView(known.plan, stepKeys, managersOf(snapshot, stepKeys));
    const given = {
      job,
      plan,
      definitions,
      values: missing,
      options: request,
      env: (name: string) => this.spec.env(name),
    };
    return this.toSetting(withHandledRejections(() => resolveRunConfig(given)));
  }

  private toSetting(config: ResolvedConfig): RunSetting {
    const { known, runId, runTags, loggers } = this.spec;
    const facts = { jobName: known.job.name, runId, runTags, redact: createRedact(config.secrets) };
    return { config, facts, log: (event) => loggers.write(event, { job: known.job, config }) };
  }
}

/** Those of the run are in its row; the environment that they came from may be another process's alone. */
function withoutTags({ tags: _, runConfig, ...request }: StoredRequest): StoredRequest {
  if (!runConfig) return request;
  const { tags: _tags, ...config } = runConfig;
  return { ...request, runConfig: config };
}

function unroutable(error: unknown): UnroutableError {
  const message = messageOf(toError(error, 'The config of the run'));
  return new UnroutableError(`its run config cannot be resolved here: ${message}`, error);
}

/** The present plan as hooks see it: of all steps only some have a config, and no resource is needed by ops. */
function hookView(plan: Plan, stepKeys: readonly string[], ioManagers: ReadonlySet<string>): Plan {
  const kept = new Set(stepKeys);
  const indexOf = new Map([...plan.indexOf].filter(([key]) => kept.has(key)));
  const firedHooks = new Set(plan.hooks.keys());
  return { ...plan, indexOf, firedHooks, stepResources: new Set(), ioManagers };
}

/** What holds the values that hooks of these steps are shown: their outputs, and their inputs. */
function managersOf({ steps }: PlanSnapshot, stepKeys: readonly string[]): ReadonlySet<string> {
  const shown = new Set(stepKeys);
  const asked = steps.filter(({ key }) => shown.has(key));
  const sources = asked.flatMap(({ upstream }) => upstream.map((index) => steps[index] as PlanStep));
  return new Set([...asked, ...sources].flatMap(ioManagerOf));
}
