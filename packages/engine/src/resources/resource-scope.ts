import { InvariantError, type Logger, ResourceTimeoutError } from '@hookline/core';
import { type Clock, type ResourceDefinition, type ResourceMap, resolveResources } from '@hookline/core/spi';
import { toError } from '../thrown-error';
import { callUserCode } from '../user-code';

/** What happens to resources, told while it happens. */
export interface ResourceListener {
  opened(key: string): void;
  closed(key: string): void;
  failed(key: string, phase: 'open' | 'close', error: Error): void;
}

/** What a scope of resources is made of. */
export interface ResourceScopeSpec {
  /** Effective definitions by key: what the job, `definitions` and the caller provide. */
  readonly definitions: ResourceMap;
  /** Parsed config by key. @throws for a key whose config has an `env` error */
  configOf(key: string): unknown;
  /** A resource that another scope has open already. */
  readonly shared?: (key: string) => { readonly value: unknown } | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  readonly listener: ResourceListener;
}

/** A resource that is being opened or is open. */
interface Holding {
  readonly definition: ResourceDefinition<unknown>;
  readonly opening: Promise<void>;
  value: unknown;
  open: boolean;
}

/**
 * Opens resources, dependencies first, each once, and closes them in reverse. A failed opening is forgotten, so that the
 * next one who needs the resource tries again.
 */
export class ResourceScope {
  private readonly holdings = new Map<string, Holding>();
  /** In the order of opening. */
  private readonly opened: string[] = [];
  /** Of `create` functions under way: an open resource that kept its signal must not die of a cancel. */
  private readonly underWay = new Set<AbortController>();
  private aborted = false;
  private closed = false;

  constructor(private readonly spec: ResourceScopeSpec) {}

  /** Opens the keys and all that they require. @throws the error of the first resource that does not open */
  async open(keys: Iterable<string>): Promise<void> {
    for (const [key, definition] of resolveResources(this.spec.definitions, keys)) {
      if (this.closed || this.aborted) return;
      if (!this.spec.shared?.(key)) await this.openOne(key, definition);
    }
  }

  /** Whether all keys can be read at once. */
  has(keys: readonly string[]): boolean {
    return keys.every((key) => this.find(key) !== undefined);
  }

  /** The open resource of a key. */
  get(key: string): unknown {
    const found = this.find(key);
    if (!found) throw new InvariantError(`Resource '${key}' is read but not open.`);
    return found.value;
  }

  /** Nothing more is opened; `create` functions under way are told that they are no longer waited for. */
  abort(reason: unknown): void {
    this.aborted = true;
    for (const controller of this.underWay) controller.abort(reason);
  }

  /**
   * Closes all open resources in reverse; one that fails does not keep the others open (S28). What is still being opened
   * is not waited for: it is closed when it comes.
   */
  async close(): Promise<void> {
    this.closed = true;
    for (let key = this.opened.pop(); key !== undefined; key = this.opened.pop()) {
      const holding = this.holdings.get(key) as Holding;
      this.holdings.delete(key);
      await this.closeOne(key, holding);
    }
  }

  private find(key: string): { readonly value: unknown } | undefined {
    const holding = this.holdings.get(key);
    return holding?.open ? holding : this.spec.shared?.(key);
  }

  /** All who ask for a key while it is being opened wait for the same promise, and go on in the order of their asking. */
  private openOne(key: string, definition: ResourceDefinition<unknown>): Promise<void> {
    const known = this.holdings.get(key);
    if (known) return known.opening;
    const opening = this.create(key, definition).then(
      ({ value }) => this.hold(key, value),
      (thrown: unknown) => {
        throw this.forget(key, thrown);
      },
    );
    this.holdings.set(key, { definition, opening, value: undefined, open: false });
    return opening;
  }

  private hold(key: string, value: unknown): void | Promise<void> {
    const holding = this.holdings.get(key) as Holding; // entered before anything can have opened
    if (this.closed) return this.closeOne(key, { definition: holding.definition, value });
    holding.value = value;
    holding.open = true;
    this.opened.push(key);
    this.spec.listener.opened(key);
  }

  private forget(key: string, thrown: unknown): Error {
    this.holdings.delete(key);
    const error = toError(thrown, `create of resource '${key}'`);
    this.spec.listener.failed(key, 'open', error);
    return error;
  }

  private async create(key: string, definition: ResourceDefinition<unknown>): Promise<Made> {
    const { source } = definition;
    if (source.kind === 'value') return { value: source.value };
    const resources = Object.fromEntries(Object.keys(definition.requires).map((name) => [name, this.get(name)]));
    const controller = new AbortController();
    const init = {
      config: this.spec.configOf(key),
      resources,
      log: this.spec.log,
      // Few read it, and it is made when it is first read, which takes longer than all the rest.
      get signal() {
        return controller.signal;
      },
    };
    const expired = (error: Error) => controller.abort(error);
    this.underWay.add(controller);
    try {
      return await this.limited({ key, phase: 'open', definition, expired }, () => source.create(init));
    } finally {
      this.underWay.delete(controller);
    }
  }

  private async closeOne(key: string, { definition, value }: Pick<Holding, 'definition' | 'value'>): Promise<void> {
    const { source } = definition;
    try {
      if (source.kind === 'opened' && source.dispose) {
        const { dispose } = source;
        await this.limited({ key, phase: 'close', definition }, () => dispose(value));
      }
      this.spec.listener.closed(key);
    } catch (thrown) {
      this.spec.listener.failed(key, 'close', toError(thrown, `dispose of resource '${key}'`));
    }
  }

  /** Calls `create` or `dispose` with a limit of time; a resource that comes too late is disposed of at once. */
  private limited({ key, phase, definition, expired }: Limit, run: () => unknown): Promise<Made> {
    const { timeout } = definition;
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = this.spec.clock.setTimer(timeout, () => {
        late = true;
        const error = new ResourceTimeoutError({ key, phase, timeout });
        reject(error);
        expired?.(error);
      });
      callUserCode({
        invoke: run,
        returned: (value) => {
          timer.cancel();
          if (late && phase === 'open') void this.closeOne(key, { definition, value });
          resolve({ value });
        },
        threw: (thrown) => {
          timer.cancel();
          reject(toError(thrown, `${phase === 'open' ? 'create' : 'dispose'} of resource '${key}'`));
        },
      });
    });
  }
}

/** What `create` or `dispose` gave, in a box: a mock that answers to any key, `then` too, is no promise. */
interface Made {
  readonly value: unknown;
}

interface Limit {
  readonly key: string;
  readonly phase: 'open' | 'close';
  readonly definition: ResourceDefinition<unknown>;
  /** The time is over. */
  readonly expired?: (error: Error) => void;
}
