import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, ProcessSpec, RecoveryOrder, RunOrder } from '../program/protocol';
import { type Ended, Executor, Recoverer } from './processes';
import { Receiver } from './receiver';
import { Scene } from './scene';

/** What was done in one scene. */
export interface Played {
  readonly executor: Ended;
  /** What does not hold; none if all is well. */
  readonly broken: readonly string[];
  readonly effects: number;
  readonly owed: number;
}

/** Two are played at a time: one waits while the other works. */
const SIDE_BY_SIDE = 3;

/** Where scenes are played: a folder, the receiver, and a process that recovers. */
export class Stage implements AsyncDisposable {
  private recoverer: Recoverer;
  private count = 0;

  private constructor(
    readonly folder: string,
    readonly receiver: Receiver,
    private readonly addressOf: ((scene: number) => string) | undefined,
  ) {
    this.recoverer = this.newRecoverer();
  }

  /** @param addressOf of the stores of its scenes, where they are not files; each has one of its own */
  static async open(addressOf?: (scene: number) => string): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'hookline-proof-'));
    return new Stage(folder, await Receiver.open(folder), addressOf);
  }

  newScene(): Scene {
    const number = this.count++;
    const address = this.addressOf?.(number);
    return new Scene(this.receiver, join(this.folder, `${number}`), `run-${number}`, Date.now(), address);
  }

  execute(order: RunOrder): Executor {
    return new Executor(order, { receiver: this.receiver.path });
  }

  newRecoverer(): Recoverer {
    return new Recoverer({ receiver: this.receiver.path });
  }

  /** Recovers what is left, in a process that does not die of it. */
  async recover(scene: Scene, spec: Partial<RecoveryOrder> = {}): Promise<readonly string[]> {
    const report = await this.recoverer.recover(scene.recovery(spec));
    if (!report) return [`the process that recovers died: ${(await this.recoverer.ended).output}`];
    for (const line of report.said) scene.wrote(line);
    return [
      ...(report.error === undefined ? [] : [`recovery failed: ${report.error}`]),
      ...report.left.map((each) => `LOST: ${each}`),
    ];
  }

  /** Plays a scene: executes a run with a fault, recovers, checks. */
  async play(
    kind: Pick<RunOrder, 'job' | 'mode'>,
    fault: Fault | undefined,
    spec: Pick<ProcessSpec, 'durability'> = {},
  ): Promise<Played> {
    await using scene = this.newScene();
    const executor = await this.execute(scene.order(kind, { ...spec, fault, fine: true })).ended;
    await this.receiver.drained(executor.pid);
    scene.wrote(executor.output);
    const mode = kind.mode === 'queue' ? 'daemon' : 'pass';
    const left = await this.recover(scene, { ...spec, mode });
    const hung = executor.hangs ? ['the process hangs'] : [];
    const broken = [...hung, ...left, ...(await scene.broken())];
    const run = await scene.read();
    return { executor, broken, effects: scene.effects.length, owed: run?.deliveries.length ?? 0 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.recoverer[Symbol.asyncDispose]();
    await this.receiver[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Does something with each of many, a few at a time; all that was begun has ended when it is over. */
export async function forEach<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = [...all];
  const worker = async () => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one);
  };
  const ended = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, worker));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
