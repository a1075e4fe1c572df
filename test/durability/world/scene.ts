import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@hookline/core/spi';
import { openStore } from '@hookline/storage';
import { brokenDeliveries } from '../check/delivery-invariants';
import { brokenRun } from '../check/run-invariants';
import { leaksIn, leaksOf } from '../check/secrets';
import { readRun, type StoredRun } from '../check/stored';
import type { Effect, Fault, ProcessSpec, RecoveryOrder, RunOrder } from '../program/protocol';
import { SECRET } from './processes';
import type { Receiver } from './receiver';

/** Time runs so much faster for the processes of a scene. */
const SPEED = 8;

/** One store with one run, from its beginning to the check of what is left. */
export class Scene implements AsyncDisposable {
  readonly db: string;
  private readonly address: string;
  private readonly files: string;
  private opened: Promise<Store> | undefined = undefined;
  private outputs = '';

  constructor(
    private readonly receiver: Receiver,
    readonly folder: string,
    readonly runId: string,
    /** Where the clock of the scene begins. */
    readonly base = Date.now(),
    /** Of a store elsewhere; default: the file `db`. */
    address?: string,
  ) {
    this.db = join(folder, 'proof.db');
    this.address = address ?? `sqlite:${this.db}`;
    // One for all scenes: a process that recovers serves several at a time. Names begin with the run's id.
    this.files = join(folder, '../files');
    for (const each of [folder, this.files]) mkdirSync(each, { recursive: true });
    receiver.watch(runId, (effect) => this.isCommitted(effect));
  }

  order(kind: Pick<RunOrder, 'job' | 'mode'>, spec: Partial<ProcessSpec> = {}): RunOrder {
    return { ...this.spec(spec), ...kind, runId: this.runId };
  }

  recovery(spec: Partial<RecoveryOrder> = {}): Omit<RecoveryOrder, 'id'> {
    return { ...this.spec(spec), mode: 'pass', patience: 30_000, ...spec };
  }

  /** Time that runs faster still. */
  fast(speed: number): Pick<ProcessSpec, 'clock'> {
    return { clock: { base: this.base, speed } };
  }

  /** What a process wrote to its terminal, in which secrets are looked for. */
  wrote(text: string): void {
    this.outputs += text;
  }

  /** Effects are looked at as they come. */
  get effects() {
    return this.receiver.of(this.runId);
  }

  async read(): Promise<StoredRun | undefined> {
    return readRun(await this.store(), this.runId);
  }

  /** All that does not hold. */
  async broken(): Promise<readonly string[]> {
    const run = await this.read();
    const { effects } = this;
    const wrong = run
      ? [...brokenRun(run), ...brokenDeliveries(run, effects)]
      : effects.map(({ name }) => `EARLY: ${name} was called, and the run is not in the store`);
    const texts = effects.map(({ text }) => text).join('\n');
    return [
      ...wrong,
      ...leaksIn([this.db, `${this.db}-wal`, `${this.db}-shm`, `${this.db}.blobs`], SECRET),
      ...leaksOf('what the receiver got', texts, SECRET),
      ...leaksOf('what processes wrote', this.outputs, SECRET),
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.receiver.unwatch(this.runId);
    await (await this.opened)?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private spec(spec: Partial<ProcessSpec>): ProcessSpec {
    const { address, base } = this;
    const fault: Fault | undefined = undefined;
    return { address, files: this.files, clock: { base, speed: SPEED }, fault, fine: false, heart: false, ...spec };
  }

  /** Opened when there is something to look at: the file is made by the process that is to be killed. */
  private store(): Promise<Store> {
    this.opened ??= openStore(this.address);
    return this.opened;
  }

  private async isCommitted({ what, runId, stepKey, attempt, deliveryId }: Effect): Promise<boolean> {
    const store = await this.store();
    if (what === 'forbidden') return true;
    if (deliveryId !== undefined) return (await store.getDelivery(deliveryId)) !== undefined;
    const events = await store.readEvents(runId, { after: 0, limit: 10_000 });
    return events.some((one) => one.type === 'step.started' && one.stepKey === stepKey && one.attempt === attempt);
  }
}
