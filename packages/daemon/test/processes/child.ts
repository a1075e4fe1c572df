import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { ownIdentity, type ProcessIdentity } from '../../src/processes/process-identity';

/** A process that does nothing until it is ended. */
export interface Child {
  readonly identity: ProcessIdentity;
  /** Sends a signal. */
  signal(signal: NodeJS.Signals): void;
  /** Kills it; resolves when it is gone. */
  kill(): Promise<void>;
}

const PROGRAM = "process.stdout.write('here'); setInterval(() => undefined, 60_000);";

export async function startChild(): Promise<Child> {
  const child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const pid = child.pid as number;
  return {
    identity: { ...ownIdentity(), pid, started: startOf(pid) },
    signal: (signal) => child.kill(signal),
    kill: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** As the kernel's manual says: the 22nd field, counted behind the name in parentheses. */
function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] as string;
}
