import {
  checkResources,
  createPlan,
  isJobDefinition,
  type JobDefinition,
  notAJob,
  type Plan,
  type ResolvedConfig,
  type ResourceMap,
  resolveRunConfig,
  runsUserCode,
  selectSteps,
} from '@hookline/core/spi';
import { checkPorts } from './check-ports';
import type { EnginePorts } from './engine-ports';
import { checkExecuteOptions, type ExecuteOptions } from './execute-options';
import { type EventLogger, openLoggers } from './loggers';
import { createPublisher } from './publisher';
import { createRedact } from './redact';
import { replaceResources } from './replace-resources';
import { type Result, RunResult, rememberResult } from './result';
import { Run } from './run/run';
import type { RunEnd } from './run/run-spec';
import { Scheduler } from './scheduler';
import { withHandledRejections } from './with-handled-rejections';

/**
 * Runs a job in this process and waits for its hooks; nothing is stored.
 * @returns how the run went; with `raiseOnError: false` also when it failed
 * @throws the first failed step's own error (`resultOf(error)` gives the result), a cancelled run's reason, or before
 * there is a run InvalidConfigError, InvalidDefinitionError (missing resources), InvalidInvocationError
 */
export type ExecuteInProcess = <R, I>(
  job: JobDefinition<R, I>,
  options?: ExecuteOptions<NoInfer<R>, NoInfer<I>>,
) => Promise<Result>;

/**
 * The `executeInProcess` of a process: all its runs share one scheduler, unless a run brings a clock of its own.
 * @throws InvalidInvocationError (`HOOKLINE_BAD_ARGUMENT`) for a port that is missing or another thing
 */
export function createExecutor(ports: EnginePorts): ExecuteInProcess {
  checkPorts(ports);
  const shared = new Scheduler(ports);
  return async (job, options = {}) => {
    if (!isJobDefinition(job)) throw notAJob(job, 'executeInProcess()');
    checkExecuteOptions(options);
    const own = options.clock ? { ...ports, clock: options.clock } : ports;
    const scheduler = options.clock ? new Scheduler(own) : shared;
    return execute({ job, options: options as AnyOptions, ports: own, scheduler });
  };
}

/** The types of a job and its options have been checked at the door. */
type AnyOptions = ExecuteOptions<unknown, Readonly<Record<string, unknown>>>;

interface Call {
  readonly job: JobDefinition;
  readonly options: AnyOptions;
  readonly ports: EnginePorts;
  readonly scheduler: Scheduler;
}

/** What is known before there is a run. */
interface Prepared {
  readonly plan: Plan;
  readonly config: ResolvedConfig;
  readonly definitions: ResourceMap;
  readonly runId: string;
  readonly log: EventLogger;
}

async function execute(call: Call): Promise<Result> {
  const prepared = await prepare(call);
  const end = await new Promise<RunEnd>((done, abandoned) => {
    const run: Run = createRun(call, prepared, { done, abandoned });
    call.scheduler.add(run);
  });
  const result = new RunResult(prepared.runId, end, prepared.plan);
  if (!end.error || call.options.raiseOnError === false) return result;
  rememberResult(end.error, result);
  throw end.error;
}

async function prepare({ job, options, ports }: Call): Promise<Prepared> {
  const whole = createPlan(job);
  const plan = options.opSelection ? selectSteps(whole, options.opSelection) : whole;
  const { definitions, values, warnings } = replaceResources(job, options.resources);
  checkResources(job, new Set(Object.keys(definitions)));
  const env = (name: string) => ports.env(name);
  const request = { job, plan, definitions, values, options, env };
  const resolve = () => resolveRunConfig(request);
  // Once a process has had a hook for promises, V8 leaves its short cuts for promises out for good.
  const resolved = runsUserCode(request) ? withHandledRejections(resolve) : resolve();
  const config = warnings.length > 0 ? { ...resolved, warnings: [...warnings, ...resolved.warnings] } : resolved;
  const log = await openLoggers(job, config, ports);
  return { plan, config, definitions, runId: options.runId ?? ports.newRunId(), log };
}

interface Ending {
  readonly done: (end: RunEnd) => void;
  readonly abandoned: (error: Error) => void;
}

function createRun({ job, options, ports, scheduler }: Call, prepared: Prepared, ending: Ending): Run {
  const { plan, config, definitions, runId, log } = prepared;
  const { done, abandoned } = ending;
  const { signal } = options;
  const facts = { jobName: job.name, runId, runTags: config.tags, redact: createRedact(config.secrets) };
  const complain = (message: string) => run.log({ level: 'warn', message });
  const publisher = createPublisher({ onEvent: options.onEvent, log, complain });
  // Without spreads: they took a sixth of a run of five ops.
  const run = new Run({ plan, config, definitions, facts, ports, scheduler, signal, publisher, done, abandoned });
  return run;
}
