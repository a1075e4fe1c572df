import {
  checkResources,
  createPlan,
  findSecrets,
  type JobDefinition,
  type Plan,
  type ResolvedConfig,
  type ResourceMap,
  resolveRunConfig,
  runsUserCode,
  selectSteps,
} from '@hookline/core/spi';
import { checkPorts } from './check-ports';
import type { EnginePorts } from './engine-ports';
import type { ExecuteOptions } from './execute-options';
import { type EventLogger, openLoggers } from './loggers';
import { createPublisher } from './publisher';
import { createRedact } from './redact';
import { replaceResources } from './replace-resources';
import { type Result, RunResult, rememberResult } from './result';
import { Run } from './run/run';
import type { AdoptedRun, RunEnd } from './run/run-spec';
import { Scheduler } from './scheduler';
import { withHandledRejections } from './with-handled-rejections';

/** The types of a job and its options have been checked at the door. */
export type AnyOptions = ExecuteOptions<unknown, Readonly<Record<string, unknown>>>;

/** What is known before there is a run: all that can be wrong with what it was asked for has been told. */
export interface PreparedRun {
  readonly job: JobDefinition;
  readonly options: AnyOptions;
  readonly plan: Plan;
  readonly config: ResolvedConfig;
  /** Resources of the job, some replaced by what the caller gave. */
  readonly definitions: ResourceMap;
  /** Keys of the resources that are values: no other process has them. */
  readonly values: ReadonlySet<string>;
  readonly runId: string;
  readonly redact: (text: string) => string;
  readonly log: EventLogger;
}

/** Runs jobs in this process; what it runs shares one scheduler. */
export interface Runner {
  /**
   * @throws InvalidConfigError, InvalidDefinitionError (missing resources), InvalidInvocationError
   */
  prepare(job: JobDefinition, options: AnyOptions): Promise<PreparedRun>;
  /** The secrets in what a run is asked for, as far as they are known where it cannot be prepared; see `findSecrets`. */
  secretsIn(job: JobDefinition, options: AnyOptions): readonly string[];
  /**
   * @param adopted where the run goes on from; default: it begins
   * @throws the first failed step's own error, unless `raiseOnError: false`
   */
  run(prepared: PreparedRun, adopted?: AdoptedRun): Promise<Result>;
}

/** @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a port that is missing or another thing */
export function createRunner(ports: EnginePorts): Runner {
  checkPorts(ports);
  const shared = new Scheduler(ports);
  const schedulerOf = ({ clock }: AnyOptions) => (clock ? new Scheduler({ ...ports, clock }) : shared);
  const portsOf = ({ clock }: AnyOptions) => (clock ? { ...ports, clock } : ports);
  return {
    prepare: (job, options) => prepare(job, options, portsOf(options)),
    secretsIn: (job, options) => findSecrets(requestOf(job, options, ports).request),
    run: (prepared, adopted) => {
      const { options } = prepared;
      return run({ prepared, adopted, ports: portsOf(options), scheduler: schedulerOf(options) });
    },
  };
}

interface Call {
  readonly prepared: PreparedRun;
  readonly adopted: AdoptedRun | undefined;
  readonly ports: EnginePorts;
  readonly scheduler: Scheduler;
}

async function run(call: Call): Promise<Result> {
  const { plan, runId, options } = call.prepared;
  const end = await new Promise<RunEnd>((done, abandoned) => {
    call.scheduler.add(createRun(call, { done, abandoned }));
  });
  const result = new RunResult(runId, end, plan);
  if (!end.error || options.raiseOnError === false) return result;
  rememberResult(end.error, result);
  throw end.error;
}

/** What the config of a run is resolved from, and what is to be told of the resources that were given. */
function requestOf(job: JobDefinition, options: AnyOptions, ports: Pick<EnginePorts, 'env'>) {
  const whole = createPlan(job);
  const plan = options.opSelection ? selectSteps(whole, options.opSelection) : whole;
  const { definitions, values, warnings } = replaceResources(job, options.resources);
  checkResources(job, new Set(Object.keys(definitions)));
  const env = (name: string) => ports.env(name);
  return { request: { job, plan, definitions, values, options, env }, warnings };
}

async function prepare(job: JobDefinition, options: AnyOptions, ports: EnginePorts): Promise<PreparedRun> {
  const { request, warnings } = requestOf(job, options, ports);
  const { plan, definitions, values } = request;
  const resolve = () => resolveRunConfig(request);
  // Once a process has had a hook for promises, V8 leaves its short cuts for promises out for good.
  const resolved = runsUserCode(request) ? withHandledRejections(resolve) : resolve();
  const config = warnings.length > 0 ? { ...resolved, warnings: [...warnings, ...resolved.warnings] } : resolved;
  const log = await openLoggers(job, config, ports);
  const runId = options.runId ?? ports.newRunId();
  return { job, options, plan, config, definitions, values, runId, redact: createRedact(config.secrets), log };
}

interface Ending {
  readonly done: (end: RunEnd) => void;
  readonly abandoned: (error: Error) => void;
}

function createRun({ prepared, adopted, ports, scheduler }: Call, ending: Ending): Run {
  const { job, options, plan, config, definitions, runId, redact, log } = prepared;
  const { done, abandoned } = ending;
  const { signal } = options;
  const facts = { jobName: job.name, runId, runTags: config.tags, redact };
  const complain = (message: string) => run.log({ level: 'warn', message });
  const publisher = createPublisher({ onEvent: options.onEvent, log, complain });
  // Without spreads: they took a sixth of a run of five ops.
  const spec = { plan, config, definitions, facts, ports, scheduler, signal, publisher, done, abandoned, adopted };
  const run: Run = new Run(spec);
  return run;
}
