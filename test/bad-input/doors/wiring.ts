import { defineJob, Job, Op, type Wired } from 'hookline';
import type { Entry } from '../entry';
import { HOOK } from '../fixtures';
import { type Form, form, NAME, TAGS, WHOLE } from '../form';
import { RETRY_OPTIONS } from './decorators';

/** Wires the op or graph `a` of a class in the body of a new job. */
function inBody(wire: (self: Wired<Ops>) => unknown): unknown {
  class Body extends Ops {
    body(this: Wired<Ops>): void {
      wire(this);
    }
  }
  const { prototype } = Body;
  const descriptor = Object.getOwnPropertyDescriptor(prototype, 'body') as TypedPropertyDescriptor<
    (this: Wired<Ops>) => void
  >;
  Job()(prototype as never, 'body' as never, descriptor as never);
  return defineJob(Body, 'body' as never);
}

class Ops {
  @Op()
  a(input: unknown): unknown {
    return input;
  }

  @Op({ dynamic: true })
  each(): never {
    throw new Error('never run');
  }
}

/** A policy of an invocation; `upstream` and `hooks` are one of a list. */
function policy(name: string, parameter: string, taken: Form): Entry {
  const call = (given: unknown) =>
    inBody((self) => {
      const invocation = self.a as unknown as Record<string, (given: unknown) => (input: unknown) => unknown>;
      invocation[name]?.(given === OUTPUT ? self.each() : given)(1);
    });
  return {
    name: `this.op.${name}`,
    of: 'Job',
    parameters: { [parameter]: taken },
    call,
    place: /op 'a' of job 'body'/,
  };
}

/** Stands for an output, which there is only in the body. */
const OUTPUT = Symbol('output');

// An op may take JSON data as a constant, and undefined for the default of a parameter.
const CONSTANT = form(
  () => 1,
  ...(['undefined', 'null', 'true', 'zero', 'one', 'negative', 'fraction'] as const),
  ...(['empty text', 'word', 'sentence', 'long text', 'empty list', 'list of words', 'list of null'] as const),
  ...(['empty object', 'object with an unknown key', 'object without prototype'] as const),
);

export const WIRING: readonly Entry[] = [
  {
    name: 'this.op()',
    of: 'Job',
    parameters: { input: CONSTANT },
    call: (input) => inBody((self) => self.a(input as number)),
    place: /op 'a' of job 'body'/,
  },
  policy('alias', 'name', NAME),
  policy('withHooks', 'hooks', HOOK),
  policy('withTags', 'tags', TAGS),
  policy('withRetryPolicy', 'policy', RETRY_OPTIONS),
  policy('withPriority', 'priority', WHOLE),
  policy(
    'after',
    'upstream',
    form(() => OUTPUT),
  ),
  {
    name: 'this.op().map',
    of: 'Job',
    parameters: { each: form(() => () => undefined, 'function', 'error class') },
    call: (each) => inBody((self) => (self.each() as unknown as { map(each: unknown): unknown }).map(each)),
    place: /op 'each'/,
  },
];
