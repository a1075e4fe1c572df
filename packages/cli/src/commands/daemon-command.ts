import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code';
import { printable } from '../views/text';
import { formatClock } from '../views/time';
import { addCommand } from './add-command';
import type { CommandContext, SharedFlags, Start } from './command-context';

/** `hookline daemon` */
export function addDaemonCommand(program: Command, start: Start): void {
  addCommand(program, {
    usage: 'daemon',
    summary: 'serve the instance: deliver hooks, recover runs, execute queued ones',
    description:
      'Serves the instance until it is stopped: delivers hooks and retries them, ends or continues runs whose process died,\n' +
      'executes runs that were launched. It serves the location and environment of this project alone (HOOKLINE_ENV, default\n' +
      'local@<host>); several daemons share the work. SIGTERM and Ctrl-C let what is under way end, and exit with 0.',
    examples: [
      ['hookline daemon', 'until Ctrl-C'],
      ['HOOKLINE_ENV=production hookline daemon --json', 'JSON lines for a log collector'],
    ],
    needsDefinitions: true,
  }).action((flags: SharedFlags) => start(flags, serve));
}

async function serve(context: CommandContext): Promise<ExitCode> {
  const { host, world, output } = context;
  await using instance = await context.openServing('daemon');
  using signal = world.endSignal();
  const { location, environment, label } = instance;
  output.say(`Serves ${location} in environment ${environment} on ${label}. Ctrl-C stops it.`);
  signal.addEventListener('abort', () => output.say('Stopping: what is under way may end. Once more stops at once.'));
  await host.runDaemon(instance, {
    signal,
    report: (activity) =>
      output.item(activity, ({ colors }) => `${colors.dim(formatClock(activity.at))}  ${printable(activity.message)}`),
  });
  return EXIT.success;
}
