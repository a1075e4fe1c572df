/* eslint-disable @typescript-eslint/no-unsafe-call -- what a wrong line calls has no type */
// api.md §3: wiring, with R and without.
import { z } from 'zod';
import { Graph, Job, type JobInputs, Op, type OpContext, type Output, retryPolicy, type Wired } from '../../src';
import { type Db, db, Hooks, type Row, resources, type Slack, slack } from './fixtures';
import { lastResort, onFailure, opTwins, runTwins } from './hooks.test-d';
import { Ops } from './ops.test-d';

const Inputs = z.object({ rate: z.number().default(1), day: z.string().transform((text) => new Date(text)) });

export class Etl extends Ops {
  @Op()
  score(row: Row, rate: number): number {
    return row.id * rate;
  }

  @Op()
  sum(all: number[]): number {
    return all.length;
  }

  @Op()
  migrate(): void {}

  @Op()
  show(_row: Row): void {}

  @Op()
  maybe(_text: string | undefined, _when: Date, _untyped: unknown): void {}

  @Graph({ name: 'scoring', hooks: [Hooks.plain] })
  scored(this: Wired<Etl>, rows: Output<Row[]>, rate: Output<number>) {
    return this.each(rows)
      .map((row) => this.score(row, rate))
      .collect();
  }

  @Graph()
  nothing(this: Wired<Etl>, row: Output<Row>) {
    this.show(row);
  }

  @Graph()
  needsDb(this: Wired<Etl, { db: Db }>) {
    return { rows: this.rows(), found: this.find().result };
  }

  /** Without R: what needs resources compiles and is checked when the job is defined. */
  @Job({
    name: 'everything',
    description: 'All that a body may do.',
    resources,
    hooks: [Hooks.alarm, Hooks.summary, onFailure('#b'), ...runTwins],
    inputs: Inputs,
    config: { execution: { config: { maxConcurrent: 2 } } },
    retryPolicy: retryPolicy(),
    maxConcurrent: 4,
    timeout: '2h',
    tags: { team: 'billing' },
  })
  plain(this: Wired<Etl>, { rate, day }: JobInputs<typeof Inputs>) {
    const rows = this.rows();
    const parts = this.split
      .alias('parts')
      .withHooks(Hooks.tell, ...opTwins)
      .withTags({ a: 'b' })(rows);
    const migrated = this.migrate();
    const each = this.each(parts.valid);
    const needed = this.needsDb.withHooks(Hooks.alarm).alias('needs')();
    const shown = each.map((row) => this.nothing(row));
    // biome-ignore lint/suspicious/useIterableCallbackReturn: a body may wire a step and return nothing
    const shownToo = each.map((row) => {
      this.show(row);
    });
    this.sum(each.map((row) => this.score(row, 2)).collect());
    const graph = this.nothing.alias('x').withHooks(Hooks.tell).after(migrated).withTags({})({ id: 1 });
    this.scored.withHooks(Hooks.tell).after(graph, this.split(parts.rejected))(parts.valid, 3);
    this.load
      .after(this.split.alias('again')(rows), each, shown, shownToo, needed, migrated, graph)
      .withRetryPolicy(retryPolicy())
      .withPriority(5)([{ id: 1 }], undefined);
    this.sum([this.score({ id: 1 }, rate), 2, needed.found]);
    this.maybe(undefined, day, [1, { a: null }]);
    this.optionalContext('id');
    this.anything(1);
  }

  /** With R: every need is checked against R, and R against `resources`. */
  @Job({ resources })
  given(this: Wired<Etl, typeof resources>) {
    this.needsDb
      .withHooks(Hooks.tell)
      .alias('x')
      .after(this.rows.withHooks(onFailure('#c'))())();
  }

  @Graph()
  little(this: Wired<Etl, { slack: Slack }>) {
    this.migrate.withHooks(Hooks.tell)();
  }

  /** A job without `resources` takes all from outside. */
  @Job({ hooks: [Hooks.alarm] })
  open(this: Wired<Etl, { db: Db }>) {
    this.rows();
  }
}

export class WrongBodies {
  // @ts-expect-error the body declares `this`
  @Job()
  bare(): void {}

  // @ts-expect-error the body is wired to another class
  @Job()
  other(this: Wired<Etl>) {
    this.migrate();
  }

  // @ts-expect-error the body is wired to another class
  @Graph()
  otherGraph(this: Wired<Etl>) {
    this.migrate();
  }

  // @ts-expect-error a body is synchronous
  @Job()
  async late(this: Wired<WrongBodies>) {
    await Promise.resolve(this);
  }

  // @ts-expect-error only hooks are static
  @Graph()
  static shared(this: Wired<WrongBodies>): void {}

  // @ts-expect-error `resources` does not cover R
  @Job({ resources: { slack } })
  uncovered(this: Wired<WrongBodies, { db: Db }>) {}

  // @ts-expect-error the resource has another type
  @Job({ resources: { db: slack } })
  mistyped(this: Wired<WrongBodies, { db: Db }>) {}

  // @ts-expect-error `resources` lacks what a hook needs, without R too
  @Job({ resources: { db }, hooks: [Hooks.alarm] })
  unhooked(this: Wired<WrongBodies>) {}

  // @ts-expect-error `resources` that are given, but none
  @Job({ resources: {}, hooks: [Hooks.alarm] })
  empty(this: Wired<WrongBodies>) {}

  // @ts-expect-error the schema yields numbers
  @Job({ inputs: Inputs })
  wrongInputs(this: Wired<WrongBodies>, _inputs: JobInputs<{ rate: string }>) {}

  // @ts-expect-error there is no schema
  @Job()
  noInputs(this: Wired<WrongBodies>, _inputs: JobInputs<{ rate: number }>) {}

  // @ts-expect-error a run hook fires once per run
  @Graph({ hooks: [Hooks.summary] })
  runHook(this: Wired<WrongBodies>) {}

  // @ts-expect-error a definition, not an opened resource
  @Job({ resources: { db: { query: () => [] } } })
  opened(this: Wired<WrongBodies>) {}

  // @ts-expect-error no hook takes a number
  @Job({ hooks: [(x: number) => x] })
  noHook(this: Wired<WrongBodies>) {}
}

export class WrongWiring extends Etl {
  @Op({ requiredResourceKeys: ['db'] })
  readToo(context: OpContext<{ db: Db }>): number {
    return context.attempt;
  }

  @Job()
  wrong(this: Wired<WrongWiring>) {
    const rows = this.rows();
    // @ts-expect-error an output of Row[] is no output of number[]
    this.sum(rows);
    // @ts-expect-error a constant of another type
    this.score({ id: 'x' }, 1);
    // @ts-expect-error an input is missing
    this.split();
    // @ts-expect-error an input with a default must be bound, too
    this.load(rows);
    // @ts-expect-error an output has no value yet
    this.sum([rows.length]);
    // @ts-expect-error an op that is not invoked is no output
    this.split(this.rows);
    // @ts-expect-error an op that is not invoked is no constant
    this.anything(this.migrate);
    // @ts-expect-error after() takes a handle
    this.split.after(this.migrate);
    // @ts-expect-error one of several outputs must be chosen
    this.split(this.split(rows));
    // @ts-expect-error a dynamic output is mapped or collected first
    this.split(this.each(rows));
    // @ts-expect-error a Date is no constant
    this.maybe('x', new Date(), 1);
    // @ts-expect-error a function is no constant
    this.maybe('x', day(), () => 1);
    // @ts-expect-error no such op
    this.absent();
    // @ts-expect-error a graph has no retry policy
    this.nothing.withRetryPolicy(retryPolicy());
    // @ts-expect-error a graph has no priority
    this.nothing.withPriority(1);
    // @ts-expect-error a run hook fires once per run
    this.migrate.withHooks(Hooks.summary)();
    // @ts-expect-error a run hook fires once per run
    this.nothing.withHooks(Hooks.tell, Hooks.summary)({ id: 1 });
    // @ts-expect-error a dead-letter hook reacts to deliveries
    this.migrate.withHooks(lastResort)();
    // @ts-expect-error tags are texts
    this.migrate.withTags({ a: 1 })();
    // @ts-expect-error a map body returns one output or nothing
    this.each(rows).map(() => 3);
  }

  @Graph()
  lacking(this: Wired<WrongWiring, { slack: Slack }>) {
    // @ts-expect-error R lacks db
    this.readToo();
    // @ts-expect-error R lacks db, of a graph
    this.needsDb();
    // @ts-expect-error R lacks db, after a policy
    this.readToo.alias('x')();
  }

  @Graph()
  unhooked(this: Wired<WrongWiring, { db: Db }>) {
    // @ts-expect-error R lacks slack
    this.migrate.withHooks(Hooks.tell)();
    // @ts-expect-error R lacks slack, of a twin
    this.nothing.withHooks(onFailure('#a'))({ id: 1 });
  }
}

declare function day(): Output<Date>;
