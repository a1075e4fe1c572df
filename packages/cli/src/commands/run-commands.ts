import type { RunStatus } from '@hookline/core';
import type { Command } from 'commander';
import { parseChoice, parseCount } from '../arguments/choices';
import { EXIT, type ExitCode } from '../exit-code';
import { eventLine } from '../views/event-lines';
import { nextSteps } from '../views/next-steps';
import { runDetails } from '../views/run-details';
import { runTable } from '../views/run-table';
import { shortId } from '../views/short-id';
import { addCommand } from './add-command';
import type { CommandContext, SharedFlags, Start } from './command-context';
import { findRun } from './find-run';
import { addRerun } from './run-rerun';

const STATUSES: readonly RunStatus[] = ['queued', 'running', 'success', 'failure', 'cancelled'];

/** `hookline run …` */
export function addRunCommands(program: Command, start: Start): void {
  const group = program
    .command('run')
    .summary('runs: list, show, events, rerun, cancel')
    .description('Runs: list, show, events, rerun, cancel');
  addList(group, start);
  addShow(group, start);
  addEvents(group, start);
  addRerun(group, start);
  addCancel(group, start);
}

function addList(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'list',
    summary: 'list runs, the newest first',
    examples: [
      ['hookline run list', 'the latest 20'],
      ['hookline run list --job nightly --status failure', 'those that failed'],
      ['hookline run list --limit 50 --before 3f2a9c1e', 'the next page, behind a run'],
    ],
  })
    .option('--job <name>', 'only runs of this job')
    .option('--status <status>', `only runs that are ${STATUSES.join(', ')}`)
    .option('--limit <number>', 'how many at most; default 20')
    .option('--before <run>', 'only runs older than this one')
    .action((flags: SharedFlags & ListFlags) => start(flags, (context) => listRuns(context, flags)));
}

interface ListFlags {
  readonly job?: string;
  readonly status?: string;
  readonly limit?: string;
  readonly before?: string;
}

async function listRuns(context: CommandContext, { job, status, limit, before }: ListFlags): Promise<ExitCode> {
  const query = {
    ...(job !== undefined && { job }),
    ...(status !== undefined && { status: parseChoice(status, '--status', STATUSES) }),
    ...(limit !== undefined && { limit: parseCount(limit, { option: '--limit', least: 1 }) }),
    ...(before !== undefined && { before }),
  };
  await using instance = await context.openTool();
  const runs = await instance.runs.list(query);
  context.output.result(runs, (look) => runTable(runs, look));
  if (runs.length === 0) context.output.say(`There are no such runs in ${instance.label}.`);
  return EXIT.success;
}

function addShow(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'show [run]',
    summary: 'show a run with its steps and hooks',
    description:
      'Shows a run: its steps with attempts and errors, what became of its hooks, whether it can go on from where it failed.\n' +
      'The beginning of an id is enough. Without one: the latest run.',
    examples: [
      ['hookline run show', 'the latest run'],
      ['hookline run show 3f2a9c1e', 'one by the beginning of its id'],
      ["hookline run show 3f2a9c1e --json | jq '.steps'", 'its steps as data'],
    ],
  }).action((run: string | undefined, flags: SharedFlags) => start(flags, (context) => showRun(context, run)));
}

async function showRun(context: CommandContext, given: string | undefined): Promise<ExitCode> {
  const { output } = context;
  await using instance = await context.openTool();
  const run = await instance.runs.get(await findRun(instance, given));
  output.result(run, (look) => runDetails(run, look));
  output.say(...nextSteps(run, output.messageLook).filter((line) => !line.includes('run show')));
  return EXIT.success;
}

function addEvents(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'events [run]',
    summary: 'print the events of a run and of its hooks',
    description:
      'Prints what happened in and around a run, in order, one event per line; with --json a JSON object per line.\n' +
      'Without a run: the latest one.',
    examples: [
      ['hookline run events 3f2a9c1e', 'what happened'],
      ['hookline run events --follow', 'and what happens, until the run and its hooks have ended'],
      ['hookline run events --json | jq \'select(.type == "step.failed")\'', 'as data'],
    ],
  })
    .option('-f, --follow', 'goes on until the run and its hooks have ended')
    .option('--after <seq>', 'only events behind this number')
    .action((run: string | undefined, flags: SharedFlags & EventFlags) =>
      start(flags, (context) => printEvents(context, run, flags)),
    );
}

interface EventFlags {
  readonly follow?: boolean;
  readonly after?: string;
}

async function printEvents(context: CommandContext, given: string | undefined, flags: EventFlags): Promise<ExitCode> {
  const { output, world } = context;
  const { follow = false, after } = flags;
  const from = after === undefined ? {} : { after: parseCount(after, { option: '--after', least: 0 }) };
  await using instance = await context.openTool();
  const runId = await findRun(instance, given);
  using signal = world.endSignal();
  for await (const event of instance.runs.events(runId, { ...from, ...(follow && { follow: signal }) })) {
    if (signal.aborted) break;
    output.item(event, (look) => eventLine(event, look));
  }
  return signal.aborted ? EXIT.signal : EXIT.success;
}

function addCancel(group: Command, start: Start): void {
  addCommand(group, {
    usage: 'cancel <run>',
    summary: 'ask the process that holds a run to cancel it',
    description: 'Asks the process that holds a run to cancel it: what runs gets its grace period, cancel hooks fire.',
    examples: [['hookline run cancel 3f2a9c1e', 'one by the beginning of its id']],
  }).action((run: string, flags: SharedFlags) => start(flags, (context) => cancelRun(context, run)));
}

async function cancelRun(context: CommandContext, given: string): Promise<ExitCode> {
  const { output } = context;
  await using instance = await context.openTool();
  const { id: runId } = await instance.runs.get(given);
  const cancelled = await instance.runs.cancel(runId);
  output.result({ runId, cancelled }, () => []);
  if (cancelled)
    output.say(
      `Asked run ${shortId(runId)} to end; 'hookline run events ${shortId(runId)} --follow' shows how it does.`,
    );
  else output.say(`Run ${shortId(runId)} has ended already: nothing to cancel.`);
  return EXIT.success;
}
