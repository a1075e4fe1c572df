import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenReport, RecoveryOrder, RecoveryReport, RunOrder, RunReport } from '../program/protocol';

/** Where the programs are once they are built. */
const BUILT = join(__dirname, '../../../node_modules/.cache/hookline-durability');

/** What the environment of all processes holds and nothing may show: of each kind of character that spellings differ in. */
export const SECRET = 'sésame/ouvre+toi "42"&co';

/** How a process ended. */
export interface Ended {
  readonly pid: number;
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  /** Undefined where it did not get that far. */
  readonly report: RunReport | undefined;
  /** All that it wrote to its terminal. */
  readonly output: string;
  /** It did not end by itself, and was killed for it. */
  readonly hangs: boolean;
}

export interface Surroundings {
  /** Path of the receiver's socket. */
  readonly receiver: string;
}

/** A process that executes one run. */
export class Executor {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;

  constructor(order: RunOrder, { receiver }: Surroundings) {
    this.child = start('execute.js', [JSON.stringify(order)], receiver);
    this.ended = endOf(this.child, PATIENCE);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** True when it stands still, false where it ended without. It tells so right before. */
  async stopped(): Promise<boolean> {
    const isStopping = await Promise.race([
      new Promise<boolean>((resolve) => this.child.on('message', (message) => message === 'stopping' && resolve(true))),
      this.ended.then(() => false),
    ]);
    while (isStopping && !this.isStill()) await new Promise((resolve) => setImmediate(resolve));
    return isStopping;
  }

  private isStill(): boolean {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
  }
}

/** A process that recovers one store after the other; several at a time. */
export class Recoverer implements AsyncDisposable {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (report: RecoveryReport | undefined) => void>();
  private next = 0;

  constructor({ receiver }: Surroundings) {
    this.child = start('recover.js', [], receiver);
    this.child.on('message', (report: RecoveryReport) => this.answer(report.id, report));
    this.ended = endOf(this.child);
    void this.ended.then(() => {
      for (const id of this.waiting.keys()) this.answer(id, undefined);
    });
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** Undefined where it died of it. */
  recover(order: Omit<RecoveryOrder, 'id'>): Promise<RecoveryReport | undefined> {
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.child.send({ ...order, id });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.connected) this.child.send('stop');
    await this.ended;
  }

  private answer(id: number, report: RecoveryReport | undefined): void {
    this.waiting.get(id)?.(report);
    this.waiting.delete(id);
  }
}

/** Opens an instance in a process of its own, which is not root's. */
export async function openAsUser(address: string): Promise<OpenReport> {
  const child = start('open-only.js', [address], '');
  let report: OpenReport | undefined;
  child.once('message', (message) => (report = message as OpenReport));
  const { output } = await endOf(child, PATIENCE);
  if (!report) throw new Error(`The process has not told what came of it: ${output}`);
  return report;
}

function start(program: string, args: readonly string[], receiver: string): ChildProcess {
  const env = { ...process.env, PROOF_RECEIVER: receiver, PROOF_SECRET: SECRET, NODE_OPTIONS: '' };
  return fork(join(BUILT, program), args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
}

/** A process that does not end by itself is a failure of its own, ms. */
const PATIENCE = 60_000;

function endOf(child: ChildProcess, patience?: number): Promise<Ended> {
  let report: RunReport | undefined;
  let output = '';
  let hangs = false;
  const timer = setTimeout(
    () => {
      hangs = true;
      child.kill('SIGKILL');
    },
    patience ?? 2 ** 31 - 1,
  );
  child.on('message', (message: RunReport) => {
    if (typeof message === 'object' && 'points' in message) report = message;
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ pid: child.pid as number, signal, code, report, output, hangs });
    });
  });
}
