import { type ResourceMap, resolveResources, type Timer } from '@hookline/core/spi';
import type { LoggedEvent } from '../log-entry';
import { ResourceScope, type ResourceScopeSpec } from '../resources/resource-scope';
import { createResourceView } from '../resources/resource-view';
import { createLogger } from './create-logger';
import type { Journal } from './journal';
import type { RunCore } from './run-core';

/** Who asks for resources, for errors, and which keys he declares. */
export interface ResourceUser {
  /** `Op 'load'` */
  readonly label: string;
  readonly keys: readonly string[];
}

/**
 * The resources of one run in two scopes: what ops need is opened before the first step and part of the run's stream;
 * what only hooks need is opened when a hook first needs it and told beside the stream (S17).
 */
export class RunResources {
  private readonly ofRun: ResourceScope;
  private readonly ofHooks: ResourceScope;
  private readonly views = new Map<object, object>();
  /** What the steps of the plan need. */
  private readonly opKeys: ReadonlySet<string>;
  private opening: Promise<void> | undefined = undefined;
  private usedByHooks = false;

  constructor(
    private readonly core: RunCore,
    private readonly definitions: ResourceMap,
  ) {
    this.opKeys = core.plan.stepResources;
    const { clock } = core;
    const configOf = (key: string) => this.configOf(key);
    this.ofRun = new ResourceScope({ definitions, configOf, clock, ...this.tell('run') });
    const shared = (key: string) => (this.ofRun.has([key]) ? { value: this.ofRun.get(key) } : undefined);
    this.ofHooks = new ResourceScope({ definitions, configOf, clock, shared, ...this.tell('hooks') });
  }

  /** Something is to be opened before the first step. */
  get neededByOps(): boolean {
    return this.opKeys.size > 0;
  }

  /** Something was opened, or is being opened. */
  get used(): boolean {
    return this.opening !== undefined || this.usedByHooks;
  }

  /** Opens what the ops need. Rejects with the first failure. */
  open(): Promise<void> {
    this.opening = this.ofRun.open(this.opKeys);
    return this.opening;
  }

  /** Opens what a hook needs and nobody has opened; `undefined` when all of it is open. */
  openFor(keys: readonly string[]): undefined | Promise<void> {
    return this.ofHooks.has(keys) ? undefined : this.openForHook(keys);
  }

  /** What one op or hook sees as `resources`; all its keys are open. `owner` is the identity of that view. */
  viewFor(owner: object, { label, keys }: ResourceUser): object {
    const known = this.views.get(owner);
    if (known) return known;
    const view = createResourceView(label, Object.fromEntries(keys.map((key) => [key, this.ofHooks.get(key)])));
    this.views.set(owner, view);
    return view;
  }

  /** An open resource of the run, for constructor injection. */
  get(key: string): unknown {
    return this.ofRun.get(key);
  }

  /** No op will run any more: what they need is no longer opened, but hooks still open what they need. */
  giveUpOps(reason: Error): void {
    this.ofRun.abort(reason);
  }

  /** Nothing is opened any more. */
  abort(reason: Error): void {
    this.ofRun.abort(reason);
    this.ofHooks.abort(reason);
  }

  /** Closes everything, hooks' resources first, for they may use those of the run. */
  async close(): Promise<void> {
    await this.openedOrGivenUp();
    await this.ofHooks.close();
    await this.ofRun.close();
  }

  /** A `create` that is deaf to its signal gets the grace period, like an op; what it makes later is disposed of at once. */
  private async openedOrGivenUp(): Promise<void> {
    if (!this.opening) return;
    const { clock, config } = this.core;
    let timer: Timer | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = clock.setTimer(config.execution.gracePeriod, resolve);
    });
    await Promise.race([this.opening.catch(() => undefined), grace]); // a failure was told when it happened
    timer?.cancel();
  }

  private async openForHook(keys: readonly string[]): Promise<void> {
    // A run that cannot open its resources still has hooks to tell of it: they open their own.
    this.usedByHooks = true;
    if (this.opening && this.sharesWithOps(keys)) await this.opening.catch(() => undefined);
    await this.ofHooks.open(keys);
  }

  /** Something behind these keys is opened for ops, and not open yet: it is not opened twice. */
  private sharesWithOps(keys: readonly string[]): boolean {
    const ofOps = resolveResources(this.definitions, this.opKeys);
    const needed = resolveResources(this.definitions, keys);
    return [...needed.keys()].some((key) => ofOps.has(key) && !this.ofRun.has([key]));
  }

  private configOf(key: string): unknown {
    const fault = this.core.config.hookOnlyFaults.get(key);
    if (fault) throw fault;
    return this.core.config.resources.get(key);
  }

  /** How a scope tells what happens: in the stream of the run with a `seq`, or beside it. */
  private tell(stream: 'run' | 'hooks'): Pick<ResourceScopeSpec, 'listener' | 'log'> {
    const { journal } = this.core;
    const { runId } = journal;
    const beside = () => ({ runId, at: journal.now() });
    const head = stream === 'hooks' ? beside : () => ({ runId, seq: journal.nextSeq(), at: journal.now() });
    const append = (event: Parameters<Journal['append']>[0]) => {
      journal.append(event);
      this.core.wakeSoon();
    };
    const appendLogged = (event: LoggedEvent) => {
      journal.appendLogged(event);
      this.core.wakeSoon();
    };
    return {
      listener: {
        opened: (key) => append({ type: 'resource.opened', ...head(), key }),
        closed: (key) => append({ type: 'resource.closed', ...head(), key }),
        failed: (key, phase, error) => appendLogged({ type: 'resource.failed', ...head(), key, phase, error }),
      },
      log: createLogger((level, message, data) => appendLogged({ type: 'log', ...head(), level, message, data })),
    };
  }
}
