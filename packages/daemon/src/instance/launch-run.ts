import { InvalidConfigError, type Tags } from '@hookline/core';
import {
  createPlan,
  encodeEvent,
  type JobDefinition,
  type NewRun,
  type RunStore,
  type StreamEvent,
  selectSteps,
} from '@hookline/core/spi';
import { type AnyOptions, createRedact, type Runner } from '@hookline/engine';
import type { LaunchOptions } from './instance';
import { knownRun } from './known-run';
import { planText } from './plan-text';
import { redactTags } from './redact-tags';
import type { RunPlace } from './run-starter';
import { encodeRequest } from './stored-request';

/** What queueing a run needs. */
export interface LaunchSpec extends RunPlace {
  /** Of this process in the store. */
  processId(): string;
  readonly store: Pick<RunStore, 'commit' | 'getRun'>;
  readonly runner: Pick<Runner, 'prepare' | 'secretsIn'>;
  newRunId(): string;
  /** ms since 1970 */
  now(): number;
}

/**
 * Stores a run that a daemon will execute. What is wrong with its config is told now, but for variables of the
 * environment: it is the daemon that needs them.
 * @throws InvalidConfigError, InvalidDefinitionError, InvalidInvocationError
 */
export async function launchRun(spec: LaunchSpec, job: JobDefinition, options: LaunchOptions): Promise<string> {
  const runId = options.runId ?? spec.newRunId();
  // A commit that is offered twice is done once: the store would not tell this run from that one.
  if (options.runId !== undefined && (await spec.store.getRun(runId))) throw knownRun(runId);
  const { priority = 0, ...request } = options as LaunchOptions & AnyOptions;
  const created = await rowOf(spec, job, { ...request, runId });
  const head = { runId, at: created.createdAt };
  const events: readonly StreamEvent[] = [
    { type: 'run.created', ...head, seq: 1, jobName: job.name },
    { type: 'run.queued', ...head, seq: 2 },
  ];
  const run = {
    runId,
    epoch: 0,
    created: { ...created, priority, resume: 'auto' as const },
    after: 0,
    events: events.map((event) => encodeEvent(event, { epoch: 0, redact: asItIs })),
    deliveries: [],
    status: 'queued' as const,
    endedAt: undefined,
  };
  const refused = await spec.store.commit({ processId: spec.processId(), runs: [run], outcomes: [], hookLog: [] });
  if (refused.length > 0) throw knownRun(runId);
  return runId;
}

async function rowOf(spec: LaunchSpec, job: JobDefinition, options: AnyOptions & { runId: string }): Promise<NewRun> {
  const { secrets, tags, redact, disabledHooks } = await resolved(spec, job, options);
  const plan = options.opSelection ? selectSteps(createPlan(job), options.opSelection) : createPlan(job);
  const { text, hash } = planText(plan.snapshot, redact);
  const request = encodeRequest(options, { secrets, redact, disabledHooks });
  const { location, environment } = spec;
  return {
    location,
    environment,
    job: job.name,
    planHash: hash,
    plan: text,
    config: request.text,
    notRestorable: request.masked,
    parentId: undefined,
    rootId: options.runId,
    tags: redactTags(tags, redact),
    resume: 'auto',
    priority: 0,
    createdAt: spec.now(),
  };
}

/** A launched run has no parts in this process but its row: what its events say, they say without secrets. */
const asItIs = (text: string): string => text;

async function resolved({ runner }: LaunchSpec, job: JobDefinition, options: AnyOptions) {
  try {
    const { config, redact } = await runner.prepare(job, options);
    return { secrets: config.secrets, tags: config.tags, redact, disabledHooks: config.disabledHooks };
  } catch (error) {
    if (!(error instanceof InvalidConfigError) || error.errors.some(({ code }) => code !== 'env')) throw error;
    const secrets = runner.secretsIn(job, options);
    return { secrets, redact: createRedact(secrets), tags: knownTags(job, options), disabledHooks: undefined };
  }
}

/** Those that come from the environment are not known here. */
function knownTags(job: JobDefinition, { runConfig, tags }: AnyOptions): Tags {
  const given: unknown = runConfig?.tags;
  const texts = Object.entries((given ?? {}) as Readonly<Record<string, unknown>>).filter(isText);
  return { ...job.tags, ...Object.fromEntries(texts), ...tags };
}

function isText(entry: readonly [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}
