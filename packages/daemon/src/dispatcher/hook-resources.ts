import { createHash } from 'node:crypto';
import {
  type Clock,
  encodeValue,
  type ResourceDefinition,
  type ResourceMap,
  resolveResources,
} from '@hookline/core/spi';
import type { ResourceTeller } from './resource-teller';
import { SharedResource, type SharedResourceSpec } from './shared-resource';
import { UnroutableError } from './trouble';

/** Whose resources are asked for. */
export interface ResourceAsker {
  readonly definitions: ResourceMap;
  /** Parsed config by key. @throws for a key whose config has an `env` error */
  configOf(key: string): unknown;
  /** Told what happens to what is opened for it. */
  readonly teller: ResourceTeller;
}

/** Resources in use; `release` when the user is done with them. */
export interface ResourceLease {
  /** Opens what is not open. Rejects with the error of the first that does not open. */
  readonly opened: Promise<void>;
  /** Key → open resource. */
  get(key: string): unknown;
  release(): void;
}

/**
 * The resources that only hooks need, one for all runs whose config of it is equal (D17). Opened when they are needed,
 * dependencies first, and closed when nobody has used them for a while.
 */
export class HookResources {
  private readonly shared = new Map<string, SharedResource>();
  private readonly numbers = new WeakMap<object, number>();
  private count = 0;

  constructor(private readonly clock: Clock) {}

  /** Takes resources for a user. @throws what `configOf` throws */
  use(keys: readonly string[], asker: ResourceAsker): ResourceLease {
    const used = new Map(keys.map((key) => [key, this.find(key, asker)] as const));
    for (const resource of used.values()) resource.hold();
    const opened = Promise.all([...used.values()].map((resource) => resource.open())).then(() => undefined);
    // Whoever asked may have gone by the time that it fails.
    opened.catch(() => undefined);
    return {
      opened,
      get: (key) => used.get(key)?.value,
      release: () => {
        for (const resource of used.values()) resource.release();
        used.clear();
      },
    };
  }

  /** Closes all, those first that use others. */
  async close(): Promise<void> {
    for (const resource of [...this.shared.values()].reverse()) await resource.close();
  }

  /** The resource of a key, with all that it requires; nothing is opened yet. */
  private find(key: string, asker: ResourceAsker): SharedResource {
    const resolved = resolveResources(asker.definitions, [key]);
    // What a definition brings along is provided like the rest.
    const definitions = Object.fromEntries(resolved);
    const found = new Map<string, SharedResource>();
    for (const [name, definition] of resolved) {
      const requires = closureOf(definition, found);
      const config = definition.source.kind === 'value' ? undefined : asker.configOf(name);
      found.set(name, this.share({ key: name, definitions, config, requires }, asker.teller));
    }
    const resource = found.get(key);
    if (resource) return resource;
    throw new UnroutableError(`resource '${key}' is not provided`);
  }

  private share(part: SharedPart, teller: ResourceTeller): SharedResource {
    const { key, definitions, config, requires } = part;
    const definition = definitions[key] as ResourceDefinition<unknown>;
    const ids = [...requires.values()].map(({ id }) => id);
    const identity = [key, this.numberOf(definition), this.configText(config), ...ids];
    // Hashed, for configs hold secrets.
    const id = createHash('sha256').update(JSON.stringify(identity)).digest('base64');
    const known = this.shared.get(id);
    if (known) return known;
    const { clock } = this;
    const resource = new SharedResource({ ...part, id, clock, teller, forget: () => this.shared.delete(id) });
    this.shared.set(id, resource);
    return resource;
  }

  /** Equal configs have equal texts; of those that hold what has no text, only the same one is equal. */
  private configText(config: unknown): string | number {
    const { text, restorable } = encodeValue(config);
    return restorable || typeof config !== 'object' || config === null ? text : this.numberOf(config);
  }

  private numberOf(object: object): number {
    const known = this.numbers.get(object);
    if (known !== undefined) return known;
    this.count += 1;
    this.numbers.set(object, this.count);
    return this.count;
  }
}

type SharedPart = Pick<SharedResourceSpec, 'key' | 'definitions' | 'config' | 'requires'>;

/** What a resource requires, and what that requires. */
function closureOf(
  { requires }: ResourceDefinition<unknown>,
  found: ReadonlyMap<string, SharedResource>,
): ReadonlyMap<string, SharedResource> {
  const closure = new Map<string, SharedResource>();
  for (const name of Object.keys(requires)) {
    const resource = found.get(name) as SharedResource; // it comes before what requires it
    for (const [key, behind] of resource.requires) closure.set(key, behind);
    closure.set(name, resource);
  }
  return closure;
}
