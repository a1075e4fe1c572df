import type { LoopWatch, ProcessRole, ProcessTable } from '@hookline/core/spi';
import { ownIdentity } from './process-identity';

/** Which process registers itself. */
export interface InstanceProcessSpec {
  readonly store: ProcessTable;
  readonly location: string;
  readonly environment: string;
  readonly role: ProcessRole;
  /** What becomes of an event loop that stands still (D9); undefined: nothing. */
  readonly loop: LoopWatch | undefined;
  newId(): string;
  /** ms since 1970 */
  now(): number;
}

/** This process as the store knows it, with a heart that beats in a thread of its own (D7). */
export class InstanceProcess {
  private constructor(
    private readonly spec: InstanceProcessSpec,
    private current: { readonly id: string; readonly stopHeart: () => Promise<void> },
  ) {}

  static async register(spec: InstanceProcessSpec): Promise<InstanceProcess> {
    return new InstanceProcess(spec, await enter(spec));
  }

  get id(): string {
    return this.current.id;
  }

  /** Goes on under another name, so that the runs that were given up are recovered like those of a dead process (D3). */
  async renew(): Promise<void> {
    const { stopHeart } = this.current;
    this.current = await enter(this.spec);
    await stopHeart();
  }

  /** Where it holds something that has not ended, its row stays until it is found dead. */
  async leave(): Promise<void> {
    const { id, stopHeart } = this.current;
    await stopHeart();
    await this.spec.store.endProcess(id, this.spec.now());
  }
}

async function enter(spec: InstanceProcessSpec) {
  const { store, loop, location, environment, role } = spec;
  const id = spec.newId();
  await store.registerProcess({ id, ...ownIdentity(), location, environment, role });
  const stopHeart = await store.startHeart({ processId: id, ...(loop && { loop }) });
  return { id, stopHeart };
}
