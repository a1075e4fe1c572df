import type { z } from 'zod';
import { defineJob, type JobDefinition } from '../../src';
import { parseJobOptions } from '../../src/decorators/job-options';
import type { NodeDefinition } from '../../src/definition/node-definition';
import { setRecord } from '../../src/metadata/records';
import { Ops } from './ops';

type Policy = 'alias' | 'withHooks' | 'withTags' | 'withRetryPolicy' | 'withPriority' | 'after';
type Name = keyof Ops | Policy | 'map' | 'collect' | 'even' | 'odd' | 'oddd' | 'first' | 'second' | 'rate' | 'length';

/** What a body has in JavaScript, where no type stands in the way of a mistake. */
export type Loose = ((...inputs: readonly unknown[]) => Loose) & { [N in Name]: Loose };

/** The job `loose` with this body; its `this` is the first argument, its inputs the second. */
export function looseJob(body: (self: Loose, inputs: Loose) => unknown, inputs?: z.ZodObject): JobDefinition {
  class Loosely extends Ops {
    loose(inputs: Loose): unknown {
      return body(this as unknown as Loose, inputs);
    }
  }
  setRecord(Loosely, 'loose', parseJobOptions(inputs ? { inputs } : {}, 'loose', "'Loosely.loose'"));
  return defineJob(Loosely, 'loose' as never);
}

/** The nodes of {@link looseJob}. */
export function looseNodes(body: (self: Loose) => unknown): readonly NodeDefinition[] {
  return looseJob(body).nodes;
}

/** Step keys of {@link looseJob}, in order. */
export function looseKeys(body: (self: Loose) => unknown): readonly string[] {
  return looseNodes(body).map(({ key }) => key);
}
