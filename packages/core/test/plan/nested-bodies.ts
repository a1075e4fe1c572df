import fc from 'fast-check';
import { defineJob, type JobDefinition, successHook } from '../../src';
import { parseJobOptions } from '../../src/decorators/job-options';
import { parseOpOptions } from '../../src/decorators/op-options';
import type { HookReference } from '../../src/metadata/method-record';
import { setRecord } from '../../src/metadata/records';

/** One invocation in a body; numbers pick among what stands before it. */
export interface Call {
  /** An op, or the number of a graph. */
  readonly graph: number | undefined;
  readonly op: number;
  readonly input: number;
  readonly after: number | undefined;
  readonly alias: boolean;
  readonly hooks: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Bodies of graphs, each of which invokes only graphs with a higher number, and the hooks of each; the first is the job. */
export interface Bodies {
  readonly calls: readonly (readonly Call[])[];
  readonly hooks: readonly (readonly number[])[];
}

const HOOKS: readonly HookReference[] = Array.from({ length: 4 }, (_, index) =>
  successHook({ name: `h${index}` }, () => undefined),
);
const GRAPHS = 4;

const hookList = fc.uniqueArray(fc.nat(HOOKS.length - 1), { maxLength: 2 });
const call: fc.Arbitrary<Call> = fc.record({
  graph: fc.option(fc.integer({ min: 1, max: GRAPHS - 1 }), { nil: undefined }),
  op: fc.nat(1),
  input: fc.nat(),
  after: fc.option(fc.nat(), { nil: undefined }),
  alias: fc.boolean(),
  hooks: hookList,
  tags: fc.dictionary(fc.constantFrom('team', 'tier'), fc.constantFrom('a', 'b'), { maxKeys: 2 }),
});

/** Graphs in graphs up to three levels deep, each invoked any number of times. */
export const nestedBodies: fc.Arbitrary<Bodies> = fc.record({
  calls: fc
    .array(fc.array(call, { minLength: 1, maxLength: 4 }), { minLength: GRAPHS, maxLength: GRAPHS })
    .map((bodies) => bodies.map((calls, graph) => calls.map((each) => withoutLowerGraph(each, graph)))),
  hooks: fc.array(hookList, { minLength: GRAPHS, maxLength: GRAPHS }),
});

function withoutLowerGraph(each: Call, graph: number): Call {
  return each.graph !== undefined && each.graph <= graph ? { ...each, graph: undefined } : each;
}

/** What a body has in JavaScript. */
type Wirer = Readonly<Record<string, Invocable>>;
interface Invocable {
  (input: unknown): unknown;
  alias(name: string): Invocable;
  withHooks(...hooks: readonly HookReference[]): Invocable;
  withTags(tags: Readonly<Record<string, string>>): Invocable;
  after(...upstream: readonly unknown[]): Invocable;
}

/** The job as its graphs are written. */
export function nestedJob({ calls, hooks }: Bodies): JobDefinition {
  const { Nested, define } = classOfOps();
  for (const [graph, body] of calls.entries()) {
    if (graph === 0) continue;
    const name = `g${graph}`;
    define(name, (self, input) => wireNested(self, body, input));
    setRecord(Nested, name, { kind: 'graph', name, hooks: hooksOf(hooks[graph]) });
  }
  return jobOf({ Nested, define }, hooks[0], (self) => wireNested(self, calls[0] ?? [], 1));
}

function wireNested(self: Wirer, body: readonly Call[], input: unknown): unknown {
  const results: unknown[] = [];
  for (const [index, each] of body.entries()) {
    let target = self[each.graph === undefined ? `op${each.op}` : `g${each.graph}`] as Invocable;
    if (each.alias) target = target.alias(aliasOf(index));
    if (each.after !== undefined && results.length > 0) target = target.after(results[each.after % results.length]);
    const values = [input, ...results];
    results.push(target.withHooks(...hooksOf(each.hooks)).withTags(each.tags)(values[each.input % values.length]));
  }
  return results.at(-1);
}

/** What the graphs around an op add to it, and the names that their scope has given. */
interface Around {
  readonly prefix: string;
  readonly hooks: readonly number[];
  readonly tags: Readonly<Record<string, string>>;
  readonly after: readonly unknown[];
}

/** The same job without graphs: each op has the alias, hooks, tags and `after` that the graphs around it give it. */
export function flatJob({ calls, hooks }: Bodies): JobDefinition {
  const wire = (self: Wirer, body: number, input: unknown, around: Around): unknown => {
    const results: unknown[] = [];
    const names = namesOf(calls[body] ?? []);
    for (const [index, each] of (calls[body] ?? []).entries()) {
      const values = [input, ...results];
      const value = values[each.input % values.length];
      const inner: Around = {
        prefix: `${around.prefix}${names[index]}`,
        hooks: [...around.hooks, ...(each.graph === undefined ? [] : (hooks[each.graph] ?? [])), ...each.hooks],
        tags: { ...around.tags, ...each.tags },
        after: [
          ...around.after,
          ...(each.after !== undefined && results.length > 0 ? [results[each.after % results.length]] : []),
        ],
      };
      results.push(
        each.graph === undefined
          ? wireFlat(self[`op${each.op}`] as Invocable, value, inner)
          : wire(self, each.graph, value, { ...inner, prefix: `${inner.prefix}${FLAT_DOT}` }),
      );
    }
    return results.at(-1);
  };
  const around = { prefix: '', hooks: [], tags: {}, after: [] };
  return jobOf(classOfOps(), hooks[0], (self) => wire(self, 0, 1, around));
}

function wireFlat(op: Invocable, value: unknown, { prefix, hooks, tags, after }: Around): unknown {
  const named = op
    .alias(prefix)
    .withHooks(...hooksOf(hooks))
    .withTags(tags);
  return (after.length > 0 ? named.after(...after) : named)(value);
}

/** Stands in the aliases of {@link flatJob} for the dot of a step key. */
export const FLAT_DOT = '__';

/** The name of each call of a body: its alias, or its own name, counted from the second time on. */
function namesOf(body: readonly Call[]): readonly string[] {
  return body.map((each, index) => {
    if (each.alias) return aliasOf(index);
    const twins = body.slice(0, index).filter((other) => !other.alias && ownName(other) === ownName(each));
    return twins.length === 0 ? ownName(each) : `${ownName(each)}_${twins.length + 1}`;
  });
}

function ownName({ graph, op }: Call): string {
  return graph === undefined ? `op${op}` : `g${graph}`;
}

function aliasOf(index: number): string {
  return `alias${index}`;
}

function hooksOf(numbers: readonly number[] = []): readonly HookReference[] {
  return numbers.map((number) => HOOKS[number] as HookReference);
}

type Define = (name: string, body: (self: Wirer, input: unknown) => unknown) => void;

/** A new class with the ops `op0` and `op1`, which take one input. */
function classOfOps(): { readonly Nested: new () => object; readonly define: Define } {
  const Nested = class extends Object {};
  const define: Define = (name, body) => {
    Object.defineProperty(Nested.prototype, name, {
      value(this: Wirer, input: unknown) {
        return body(this, input);
      },
    });
  };
  for (const name of ['op0', 'op1']) {
    define(name, (_, input) => input);
    setRecord(Nested, name, parseOpOptions({}, name, `'Nested.${name}'`));
  }
  return { Nested, define };
}

function jobOf(
  { Nested, define }: ReturnType<typeof classOfOps>,
  hooks: readonly number[] | undefined,
  body: (self: Wirer) => unknown,
): JobDefinition {
  define('run', (self) => void body(self));
  setRecord(Nested, 'run', parseJobOptions({ hooks: hooksOf(hooks) }, 'run', "'Nested.run'"));
  return defineJob(Nested, 'run' as never);
}
