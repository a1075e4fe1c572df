import { Command } from 'commander';
import type { Screen } from './cli-world';
import { examplesText } from './commands/add-command';
import type { Start } from './commands/command-context';
import { addDaemonCommand } from './commands/daemon-command';
import { addHookCommands } from './commands/hook-commands';
import { addInstanceCommands } from './commands/instance-commands';
import { addJobCommands } from './commands/job-commands';
import { addRunCommands } from './commands/run-commands';

/** What the program needs to print help and complaints. */
export interface ProgramOptions {
  readonly version: string;
  readonly stdout: Pick<Screen, 'write' | 'columns'>;
  readonly stderr: Pick<Screen, 'write' | 'columns'>;
  readonly start: Start;
}

const MAIN_EXAMPLES = [
  ['hookline job list', 'the jobs of the project in this folder'],
  ['hookline job execute nightly -c prod.yaml', 'runs one, with its run config'],
  ['hookline run show', 'what became of the latest run'],
  ['hookline run rerun --from-failure', 'the latest failure, without repeating what was done'],
  ['hookline daemon', 'delivers hooks and executes launched runs, until it is stopped'],
] as const;

const WIDEST_HELP = 110;

/** The commands with their options and help; what they do is up to `start`. It never ends the process, but throws CommanderError. */
export function createProgram({ version, stdout, stderr, start }: ProgramOptions): Command {
  const program = new Command('hookline');
  program
    .description('Runs jobs, and sees to it that hooks which should fire do.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help, with examples')
    .addHelpText(
      'after',
      `${examplesText(MAIN_EXAMPLES)}\n\nData goes to stdout, messages to stderr. Exit codes: 0 success, 1 the run failed or was cancelled,\n` +
        '2 it could not begin (wrong arguments, config, definitions, store), 130 after Ctrl-C.',
    )
    .showHelpAfterError('(--help shows what can be given, with examples)')
    .exitOverride()
    .configureOutput({
      writeOut: stdout.write,
      writeErr: stderr.write,
      getOutHelpWidth: () => helpWidth(stdout.columns),
      getErrHelpWidth: () => helpWidth(stderr.columns),
    });
  for (const add of [addJobCommands, addRunCommands, addHookCommands, addInstanceCommands, addDaemonCommand]) {
    add(program, start);
  }
  return program;
}

function helpWidth(columns: number): number {
  return Math.min(columns || WIDEST_HELP, WIDEST_HELP);
}
