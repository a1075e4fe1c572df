import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A command line: the program, then its arguments. */
export type CommandLine = readonly [string, ...string[]];

/** Where and how a command runs. */
export interface Surroundings {
  readonly cwd: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a command ended; `output` is what it wrote to stdout and stderr. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** No tool of the matrix needs as long; one that hangs fails its cell. */
const LIMIT_MS = 300_000;

/** Runs a command to its end, whatever its exit code. */
export async function end([program, ...args]: CommandLine, { cwd, env }: Surroundings): Promise<Ended> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, output: `${stdout}${stderr}` };
}

/**
 * Runs a command that has to succeed.
 * @returns what it wrote
 * @throws Error with the command and its output, if it ends with another code than 0
 */
export async function succeed(command: CommandLine, surroundings: Surroundings): Promise<string> {
  const { code, output } = await end(command, surroundings);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with code ${code ?? 'none'}:\n${output.trim()}`);
  return output;
}
