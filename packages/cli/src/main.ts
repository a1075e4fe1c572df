import { HooklineError } from '@hookline/core';
import { isErrorLike } from '@hookline/core/spi';
import { CommanderError } from 'commander';
import type { CliHost } from './cli-host';
import type { CliWorld } from './cli-world';
import { CommandContext, type SharedFlags, type Work } from './commands/command-context';
import { EXIT, type ExitCode } from './exit-code';
import { colorsOf } from './output/output';
import { createProgram } from './program';
import { withoutPasswords } from './views/text';

/**
 * The command line: does what was typed.
 * @returns the exit code; it never throws, and ends the process never itself
 */
export async function main(world: CliWorld, host: CliHost): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.success;
  const start = async (flags: SharedFlags, work: Work): Promise<void> => {
    exitCode = await work(new CommandContext(world, host, flags));
  };
  const { version, stdout, stderr } = world;
  const program = createProgram({ version, stdout, stderr, start });
  try {
    if (world.args.length === 0) program.outputHelp();
    else await program.parseAsync(world.args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failure(error, world);
  }
}

/** Runs that ended without a word of theirs in the store: what was begun may have to be looked after. */
const GIVEN_UP: ReadonlySet<string> = new Set(['HOOKLINE_STORE_UNAVAILABLE', 'HOOKLINE_INVARIANT']);

function failure(error: unknown, world: CliWorld): ExitCode {
  // commander has said what is wrong, and asks for help with an error of code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
  const { red } = colorsOf(world.stderr, world);
  world.stderr.write(`${red('error:')} ${withoutPasswords(messageOf(error))}\n`);
  return error instanceof HooklineError && GIVEN_UP.has(error.code) ? EXIT.failed : EXIT.usage;
}

/** Errors of ours say what to do; of others the place helps. */
function messageOf(error: unknown): string {
  if (!isErrorLike(error)) return `something was thrown that is no error: ${String(error)}`;
  return isOurs(error) ? error.message : (error.stack ?? error.message);
}

/** By code: it may come from another copy of the package. */
function isOurs(error: Error): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && code.startsWith('HOOKLINE_') && code !== 'HOOKLINE_INVARIANT';
}
