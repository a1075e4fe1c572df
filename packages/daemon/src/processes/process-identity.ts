import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What tells a process from every other, also when its pid is used again (D7). */
export interface ProcessIdentity {
  /** Of the machine; stays the same over restarts. */
  readonly host: string;
  /** Of the boot of the machine and the namespace of pids. */
  readonly bootId: string;
  readonly pid: number;
  /** When the process started, as the system tells it; empty where it does not tell. */
  readonly started: string;
}

/** Who this process is. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process;
  return { host: hostId(), bootId: bootId(), pid, started: startOf(pid) ?? '' };
}

/**
 * Whether a process on this machine lives: at once, without waiting for beats.
 * @returns undefined where this process cannot tell: another machine, another container, a system that does not say
 */
export function livesHere(identity: ProcessIdentity, own: ProcessIdentity): boolean | undefined {
  if (identity.host !== own.host) return undefined;
  if (identity.bootId !== own.bootId) return isSameNamespace(identity, own) ? false : undefined;
  if (own.started === '') return exists(identity.pid) ? undefined : false;
  return startOf(identity.pid) === identity.started;
}

/** The machine was booted again since, in the same namespace of pids: nothing from before lives. */
function isSameNamespace(identity: ProcessIdentity, own: ProcessIdentity): boolean {
  return own.bootId !== '' && identity.bootId.split('/')[1] === own.bootId.split('/')[1];
}

function hostId(): string {
  return readText('/etc/machine-id') ?? hostname();
}

function bootId(): string {
  const boot = readText('/proc/sys/kernel/random/boot_id');
  return boot === undefined ? '' : `${boot}/${pidNamespace()}`;
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Field 22 of /proc/<pid>/stat, behind the name in parentheses, which may hold blanks; undefined where there is none. */
function startOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readText(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
