import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';

/** What tells a process from every other, also when its pid is used again (D7). */
export interface ProcessIdentity {
  /** Of the machine: `<name>/<hash of its own id>`; stays the same over restarts. Nothing behind the slash: it has no id. */
  readonly host: string;
  /** Of the boot of the machine and the namespace of pids; empty where the system does not tell. */
  readonly bootId: string;
  readonly pid: number;
  /** When the process started, as the system tells it; empty where it does not tell. */
  readonly started: string;
}

/** Who this process is. */
export function ownIdentity(): ProcessIdentity {
  const { pid } = process;
  return { host: `${hostname()}/${machineId()}`, bootId: bootId(), pid, started: statOf(pid)?.started ?? '' };
}

/**
 * Whether a process on this machine lives: at once, without waiting for beats.
 * @returns undefined where this process cannot tell: another machine, another container, a system that does not say
 */
export function livesHere(identity: ProcessIdentity, own: ProcessIdentity): boolean | undefined {
  // A boot has a random id of its own, so whoever shares it shares the machine, whatever that is called.
  if (own.bootId !== '' && identity.bootId === own.bootId) return livesInNamespace(identity);
  if (identity.host !== own.host || own.host.endsWith('/')) return undefined;
  if (own.bootId === '') return identity.bootId === '' && !exists(identity.pid) ? false : undefined;
  return isSameNamespace(identity, own) ? false : undefined;
}

function livesInNamespace({ pid, started }: ProcessIdentity): boolean | undefined {
  const stat = statOf(pid);
  if (stat && started !== '') return stat.isAlive && stat.started === started;
  // Those of other users may be hidden.
  return exists(pid) ? undefined : false;
}

/** The machine was booted again since, in the same namespace of pids: nothing from before lives. */
function isSameNamespace(identity: ProcessIdentity, own: ProcessIdentity): boolean {
  return identity.bootId !== '' && identity.bootId.split('/')[1] === own.bootId.split('/')[1];
}

/** Hashed, for the id of a machine is not for others to see. Where there is none, its network cards tell it from others. */
function machineId(): string {
  const id = readText('/etc/machine-id') ?? cards();
  return id === '' ? '' : createHash('sha256').update(id).digest('hex').slice(0, 16);
}

function cards(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return [...new Set(all.filter(({ internal, mac }) => !internal && isOfMaker(mac)).map(({ mac }) => mac))]
    .sort()
    .join();
}

/** Addresses that software made up begin with an octet whose second bit is set. */
function isOfMaker(mac: string): boolean {
  const first = Number.parseInt(mac.slice(0, 2), 16);
  return mac !== '00:00:00:00:00:00' && (first & 2) === 0;
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

/** What /proc/<pid>/stat says behind the name in parentheses, which may hold blanks: fields 3 and 22. */
function statOf(pid: number): { readonly isAlive: boolean; readonly started: string } | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields?.[0], fields?.[19]];
  if (state === undefined || started === undefined) return undefined;
  // A dead process whose parent has not asked for its end is still listed.
  return { isAlive: !['Z', 'X', 'x'].includes(state), started };
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
