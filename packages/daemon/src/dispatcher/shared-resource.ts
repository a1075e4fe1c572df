import type { Clock, ResourceMap, Timer } from '@hookline/core/spi';
import { ResourceScope } from '@hookline/engine';
import type { ResourceTeller } from './resource-teller';

/** Without a user for so long, a resource is closed, ms (D17). */
const IDLE = 30_000;

/** What a shared resource is made of. */
export interface SharedResourceSpec {
  /** Of definition, config, and what it requires. */
  readonly id: string;
  readonly key: string;
  readonly definitions: ResourceMap;
  readonly config: unknown;
  readonly requires: ReadonlyMap<string, SharedResource>;
  readonly clock: Clock;
  readonly teller: ResourceTeller;
  /** It is closed, or did not open: the next user has one made anew. */
  forget(): void;
}

/** One resource that several deliveries use. It holds what it requires as long as it is open. */
export class SharedResource {
  readonly id: string;
  private readonly scope: ResourceScope;
  private users = 0;
  private idle: Timer | undefined = undefined;
  private opening: Promise<void> | undefined = undefined;
  private state: 'new' | 'open' | 'closed' = 'new';

  constructor(private readonly spec: SharedResourceSpec) {
    const { definitions, config, requires, clock, teller } = spec;
    this.id = spec.id;
    const { log, listener } = teller;
    const shared = (key: string) => (key === spec.key ? undefined : requires.get(key));
    this.scope = new ResourceScope({ definitions, configOf: () => config, shared, clock, log, listener });
  }

  /** What it requires, directly or not. */
  get requires(): ReadonlyMap<string, SharedResource> {
    return this.spec.requires;
  }

  /** The open resource. */
  get value(): unknown {
    return this.scope.get(this.spec.key);
  }

  hold(): void {
    this.users += 1;
    this.idle?.cancel();
    this.idle = undefined;
  }

  release(): void {
    this.users -= 1;
    if (this.users > 0 || this.state === 'closed') return;
    this.idle = this.spec.clock.setTimer(IDLE, () => void this.close());
  }

  /** Rejects with the error of `create`, or of what it requires. */
  open(): Promise<void> {
    this.opening ??= this.create();
    return this.opening;
  }

  async close(): Promise<void> {
    if (this.state === 'closed') return;
    const wasOpened = this.opening !== undefined;
    this.leave();
    await this.scope.close();
    if (wasOpened) this.releaseRequired();
  }

  private async create(): Promise<void> {
    const required = [...this.spec.requires.values()];
    for (const resource of required) resource.hold();
    try {
      await Promise.all(required.map((resource) => resource.open()));
      await this.scope.open([this.spec.key]);
      if (this.state === 'new') this.state = 'open';
    } catch (error) {
      if (this.state === 'new') {
        this.leave();
        this.releaseRequired();
      }
      throw error;
    }
  }

  private releaseRequired(): void {
    for (const resource of this.spec.requires.values()) resource.release();
  }

  private leave(): void {
    this.state = 'closed';
    this.idle?.cancel();
    this.spec.forget();
  }
}
