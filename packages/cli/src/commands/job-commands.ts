import type { Command } from 'commander';
import { collect, collectNames, parseCount } from '../arguments/choices';
import { type RunFlags, readRunRequest } from '../arguments/run-request';
import { EXIT, type ExitCode } from '../exit-code';
import { showProgress } from '../live/progress';
import { jobFacts, jobTable } from '../views/job-table';
import { addCommand } from './add-command';
import type { CommandContext, SharedFlags, Start } from './command-context';
import { announceCancel, showEnd } from './show-run';

/** `hookline job …` */
export function addJobCommands(program: Command, start: Start): void {
  const group = program
    .command('job')
    .summary('jobs of the project: list, execute, launch')
    .description('Jobs of the project: list, execute, launch');
  addList(group, start);
  addExecute(group, start);
  addLaunch(group, start);
}

function addList(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'list',
    summary: 'list the jobs of the project',
    description:
      'Lists the jobs of the project, with their steps, hooks and inputs. Loads the definitions and runs nothing.',
    examples: [
      ['hookline job list', 'what there is'],
      ["hookline job list --json | jq -r '.[].name'", 'names alone'],
    ],
    needsDefinitions: true,
  }).action((flags: SharedFlags) => start(flags, listJobs));
}

async function listJobs(context: CommandContext): Promise<ExitCode> {
  const definitions = await context.definitions();
  const jobs = definitions.jobNames.map((name) => jobFacts(definitions.job(name)));
  context.output.result(jobs, (look) => (jobs.length === 0 ? ['The definitions have no jobs.'] : jobTable(jobs, look)));
  return EXIT.success;
}

function addRunOptions(command: Command): Command {
  return command
    .option('-c, --run-config <file>', 'run config in YAML; several are merged, the later over the earlier', collect)
    .option('--select <ops>', 'only these ops, behind commas: name, *name, name*, +name, name+', collectNames)
    .option('--tag <name=value>', 'tag of the run; may be repeated', collect)
    .option('--input <name=json>', 'input of the job, a value in JSON; may be repeated', collect);
}

function addExecute(group: Command, start: Start): void {
  const command = addCommand(group, {
    usage: 'execute <job>',
    summary: 'run a job in this process and wait for it',
    description:
      'Runs a job in this process, stores it, and waits for it and for the first attempt of its hooks.\n' +
      'Ends with 0 if the run succeeded, 1 if it failed or was cancelled, 130 after Ctrl-C, 2 if it could not begin.',
    examples: [
      ['hookline job execute nightly -c prod.yaml', 'with the run config of an environment'],
      ['hookline job execute nightly -c base.yaml -c prod.yaml', 'prod.yaml laid over base.yaml'],
      ['hookline job execute nightly --input \'day="2026-01-31"\'', 'an input: JSON, so texts are quoted'],
      ["hookline job execute nightly --select 'load*' --tag why=repair", 'load and all that follows from it'],
    ],
    needsDefinitions: true,
  });
  addRunOptions(command).action((job: string, flags: SharedFlags & RunFlags) =>
    start(flags, (context) => executeJob(context, job, flags)),
  );
}

async function executeJob(context: CommandContext, jobName: string, flags: RunFlags): Promise<ExitCode> {
  const { host, world, output } = context;
  const definitions = await context.definitions();
  const job = definitions.job(jobName);
  const request = await readRunRequest(flags, host);
  await using instance = await context.openServing('execute');
  using signal = world.endSignal();
  announceCancel(context, signal);
  const runId = await (async () => {
    using progress = showProgress({ world, output, job, opSelection: request.opSelection });
    const run = await host.executeInProcess(job, { ...request, instance, signal, onEvent: progress.onEvent });
    return run.runId;
  })();
  return await showEnd(context, { instance, runId, signal });
}

function addLaunch(group: Command, start: Start): void {
  const command = addCommand(group, {
    usage: 'launch <job>',
    summary: 'queue a run, which a daemon executes',
    description: 'Queues a run and ends at once; a daemon of the same location and environment executes it.',
    examples: [
      ['hookline job launch nightly -c prod.yaml', 'prints the id of the run'],
      ['hookline job launch nightly --priority 10', 'before those of lower priority'],
    ],
    needsDefinitions: true,
  });
  addRunOptions(command)
    .option('--priority <number>', 'higher first; default 0')
    .action((job: string, flags: SharedFlags & LaunchFlags) =>
      start(flags, (context) => launchJob(context, job, flags)),
    );
}

interface LaunchFlags extends RunFlags {
  readonly priority?: string;
}

async function launchJob(context: CommandContext, jobName: string, flags: LaunchFlags): Promise<ExitCode> {
  const { output } = context;
  const definitions = await context.definitions();
  const job = definitions.job(jobName);
  const { priority } = flags;
  const given =
    priority === undefined ? {} : { priority: parseCount(priority, { option: '--priority', least: -1_000_000 }) };
  const request = await readRunRequest(flags, context.host);
  // It leaves the run to others, so it serves nothing itself.
  await using instance = await context.openTool();
  const { runId } = await instance.launch(job, { ...request, ...given });
  output.result({ runId }, () => [runId]);
  output.say(
    `Queued for ${job.name}. 'hookline daemon' executes it, 'hookline run events ${runId} --follow' watches it.`,
  );
  return EXIT.success;
}
