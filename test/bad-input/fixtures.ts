import {
  defineJob,
  FailureHook,
  Graph,
  hardcodedResource,
  Job,
  Op,
  type Outs,
  outs,
  RunFailureHook,
  type Wired,
} from 'hookline';
import { z } from 'zod';
import { form } from './form';

/** A class with one of everything. */
export class Etl {
  @Op()
  load(): number {
    return 1;
  }

  @Op({ outs: ['valid', 'rejected'] })
  split(): Outs<{ valid: number; rejected: number }> {
    return outs({ valid: 1, rejected: 2 });
  }

  @Graph()
  flow(this: Wired<Etl>) {
    return this.load();
  }

  @Job()
  nightly(this: Wired<Etl>) {
    this.load();
  }

  @FailureHook()
  static onFailure(): void {}

  @RunFailureHook()
  static onRunFailure(): void {}
}

export const job = defineJob(Etl, 'nightly');

export const CLASS = form(() => Etl);
export const METHOD = form(() => 'nightly');
export const GRAPH = form(() => 'flow');
export const JOB = form(() => job);
export const HOOK = form(() => Etl.onFailure);
export const HOOKS = form(() => [Etl.onFailure], 'empty list');
export const RESOURCES = form(() => ({ db: hardcodedResource(1) }), 'empty object', 'object without prototype');
export const SCHEMA = form(() => z.string());
export const OBJECT_SCHEMA = form(() => z.object({}));
