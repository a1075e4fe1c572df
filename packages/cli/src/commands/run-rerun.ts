import type { JobDefinition } from '@hookline/core';
import { suggestName } from '@hookline/core/spi';
import type { Instance, RunSummary } from '@hookline/daemon';
import type { Command } from 'commander';
import { collectNames } from '../arguments/choices';
import { type CommandError, usageError } from '../command-error';
import type { ExitCode } from '../exit-code';
import { showProgress } from '../live/progress';
import { shortId } from '../views/short-id';
import { addCommand } from './add-command';
import type { CommandContext, SharedFlags, Start } from './command-context';
import { findRun } from './find-run';
import { announceCancel, showEnd } from './show-run';

interface RerunFlags {
  readonly fromFailure?: boolean;
  readonly select?: readonly string[];
}

/** `hookline run rerun` */
export function addRerun(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'rerun [run]',
    summary: 'execute a run again, as a run of its own',
    description:
      'Executes a run again in this process, with the same config and inputs, as a run of its own.\n' +
      'With --from-failure, steps that succeeded are not repeated: their outputs are taken from the store.\n' +
      'Without a run: the latest one that failed or was cancelled.',
    examples: [
      ['hookline run rerun --from-failure', 'the latest failure, without repeating what was done'],
      ['hookline run rerun 3f2a9c1e', 'all of it'],
      ["hookline run rerun 3f2a9c1e --select 'load*'", 'load and all that follows from it'],
    ],
    needsDefinitions: true,
  })
    .option('--from-failure', 'keep the outputs of steps that succeeded')
    .option('--select <ops>', 'only these ops, behind commas: name, *name, name*, +name, name+', collectNames)
    .action((run: string | undefined, flags: SharedFlags & RerunFlags) =>
      start(flags, (context) => rerun(context, run, flags)),
    );
}

async function rerun(context: CommandContext, given: string | undefined, flags: RerunFlags): Promise<ExitCode> {
  const { world, output } = context;
  if (flags.fromFailure && flags.select) throw twoSelections();
  await using instance = await context.openServing('execute');
  const parent = await instance.runs.get(await findRun(instance, given, ['failure', 'cancelled']));
  const job = await jobOf(context, parent, instance);
  using signal = world.endSignal();
  announceCancel(context, signal);
  output.say(
    `Executes run ${shortId(parent.id)} of ${parent.job} again${flags.fromFailure ? ' from its failure' : ''}.`,
  );
  const runId = await (async () => {
    using progress = showProgress({ world, output, job, opSelection: flags.select, isRerun: true });
    const { fromFailure, select } = flags;
    const result = await instance.runs.rerun(parent.id, {
      job,
      signal,
      onEvent: progress.onEvent,
      raiseOnError: false,
      ...(fromFailure && { fromFailure }),
      ...(select && { opSelection: select }),
    });
    return result.runId;
  })();
  return await showEnd(context, { instance, runId, signal });
}

/** The code may have changed since the run. */
async function jobOf(context: CommandContext, run: RunSummary, { location }: Instance): Promise<JobDefinition> {
  if (run.location !== location) {
    const problem = `Run ${shortId(run.id)} belongs to location '${run.location}', this project is '${location}'.`;
    throw usageError(problem, 'Execute it again from the folder of that project.');
  }
  const definitions = await context.definitions();
  if (definitions.jobNames.includes(run.job)) return definitions.job(run.job);
  throw jobGone(run, definitions.jobNames);
}

function jobGone(run: RunSummary, names: readonly string[]): CommandError {
  const problem = `Run ${shortId(run.id)} is of job '${run.job}', which the definitions do not have any more.`;
  const near = suggestName(run.job, names);
  return usageError(problem, `Was it renamed? ${near} Give the job its former name back: the option 'name' of @Job.`);
}

function twoSelections(): CommandError {
  const problem = '--from-failure and --select are both given.';
  return usageError(problem, 'Give one: --from-failure selects what did not succeed, --select what you name.');
}
