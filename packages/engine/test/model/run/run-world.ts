import { defineResource } from '@hookline/core';
import type { Clock } from '@hookline/core/spi';
import type { JobSpec, ResourceSpec } from '../job-spec';
import { createCall, disposeCall, plainKey } from '../reference/world';
import { play } from './play';
import type { Trace } from './trace';

/** What ops and hooks get as a resource. */
interface Thing {
  readonly resource: number;
  open: boolean;
}

/** Is told of each call of an op or hook, with its context, before the call does anything. */
export interface CallWatcher {
  op(context: unknown): void;
  hook(context: unknown): void;
}

/** What the user code of one run of a random job shares. */
export class RunWorld {
  private readonly counts = new Map<string, number>();

  constructor(
    readonly spec: JobSpec,
    readonly clock: Clock,
    readonly trace: Trace,
    readonly watcher?: CallWatcher,
  ) {}

  /** The resources of the job by key. */
  createResources(): Readonly<Record<string, ReturnType<typeof defineResource>>> {
    const made: Record<string, ReturnType<typeof defineResource>> = {};
    for (const [index, resource] of this.spec.resources.entries()) {
      const requires = Object.fromEntries(resource.requires.map((key) => [`r${key}`, made[`r${key}`]]));
      made[`r${index}`] = this.define(index, resource, requires as never);
    }
    return made;
  }

  stepKey(step: number): string {
    return plainKey(this.spec, step);
  }

  /** The number of this call, from 1. */
  countCall(of: string): number {
    const count = (this.counts.get(of) ?? 0) + 1;
    this.counts.set(of, count);
    return count;
  }

  /** A resource is used while it is open, and never else. */
  checkOpen(resources: readonly number[], given: Readonly<Record<string, unknown>>, who: string): void {
    for (const resource of resources) {
      const thing = given[`r${resource}`] as Thing | undefined;
      if (thing?.open !== true || thing.resource !== resource) {
        this.trace.violations.push(`${who} is given resource ${resource}, which is not open`);
      }
    }
  }

  private define(index: number, { timeout, requires }: ResourceSpec, definitions: Record<string, never>) {
    return defineResource({
      timeout,
      requires: definitions,
      create: ({ resources, signal }) => {
        this.checkOpen(requires, resources, `create ${index}`);
        return this.create(index, signal) as Promise<Thing>;
      },
      dispose: (thing) => this.dispose(index, thing),
    }) as unknown as ReturnType<typeof defineResource>;
  }

  private create(index: number, signal: AbortSignal): unknown {
    const count = this.countCall(`create ${index}`);
    this.trace.resources.push(`create ${index}`);
    return play(this.clock, this.trace, {
      call: createCall(this.spec, index, count),
      name: `create ${index} ${count}`,
      noun: 'resource',
      signal: () => signal,
      value: (): Thing => ({ resource: index, open: true }),
      settled: () => undefined,
    });
  }

  private dispose(index: number, thing: Thing): Promise<void> {
    this.trace.resources.push(`dispose ${index}`);
    if (!thing.open) this.trace.violations.push(`resource ${index} is disposed twice`);
    thing.open = false;
    return play(this.clock, this.trace, {
      call: disposeCall(this.spec, index),
      name: `dispose ${index}`,
      noun: 'resource',
      signal: () => new AbortController().signal,
      value: () => undefined,
      settled: () => undefined,
    }) as Promise<void>;
  }
}
