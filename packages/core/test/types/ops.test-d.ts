// api.md §2: what an op may look like.
import { z } from 'zod';
import {
  type Dynamic,
  dynamic,
  Failure,
  Op,
  type OpContext,
  type Outs,
  outs,
  RetryRequested,
  retryPolicy,
  startHook,
  type Wired,
} from '../../src';
import { type Db, Hooks, type Row } from './fixtures';

const Config = z.object({ mode: z.enum(['append', 'replace']).default('append') });

// biome-ignore lint/suspicious/noExplicitAny: an op may be untyped
type Untyped = any;

export class Ops {
  @Op({ requiredResourceKeys: ['db'] })
  rows(context: OpContext<{ db: Db }>): Promise<Row[]> {
    return context.resources.db.query('select 1');
  }

  @Op({ outs: ['valid', 'rejected?'] })
  split(rows: Row[]): Outs<{ valid: Row[]; rejected?: Row[] }> {
    return outs({ valid: rows });
  }

  @Op({ outs: ['result?'] })
  find(): Outs<{ result?: number }> {
    return outs({});
  }

  @Op({
    name: 'loading',
    description: 'Loads rows.',
    config: Config,
    requiredResourceKeys: ['db'],
    timeout: '30s',
    priority: 2,
    retryPolicy: retryPolicy({ maxRetries: 2, delay: '500ms', backoff: 'linear', jitter: 'full' }),
    tags: { tier: '1' },
    hooks: [Hooks.plain, Hooks.alarm, startHook({ name: 'started' }, ({ op }) => op.name)],
  })
  async load(rows: Row[], title = 'all', context: OpContext<{ db: Db }, z.infer<typeof Config>>): Promise<number> {
    context.addOutputMetadata({ rows: rows.length, mode: context.opConfig.mode });
    context.progress(1, 2);
    context.log.warn(context.redact(title), { key: context.idempotencyKey, op: context.op.name });
    if (context.signal.aborted) {
      throw new Failure({ description: 'late', metadata: { rows: 1 }, allowRetries: false });
    }
    if (rows.length > 9) throw new RetryRequested({ maxRetries: 2, delay: '1d', cause: new Error('busy') });
    await context.resources.db.insert(rows);
    return rows.length + context.attempt + context.jobName.length + context.runId.length + context.stepKey.length;
  }

  @Op({ dynamic: true })
  each(rows: Row[]): Promise<Dynamic<Row>> {
    return Promise.resolve(dynamic(rows.map((row) => [String(row.id), row] as const)));
  }

  @Op()
  optionalContext(id: string, context?: OpContext): string {
    return context === undefined ? id : context.stepKey;
  }

  @Op()
  anything(x: Untyped): Untyped {
    return x;
  }

  /** A schema may give more than the op reads. */
  @Op({ config: Config.extend({ batch: z.number() }) })
  readsLess(context: OpContext<object, { mode: string }>): string {
    return context.opConfig.mode;
  }
}

export class WrongOps {
  // @ts-expect-error the context uses a resource that requiredResourceKeys does not name
  @Op()
  unnamed(context: OpContext<{ db: Db }>): Promise<Row[]> {
    return context.resources.db.query('');
  }

  // @ts-expect-error the schema lacks a field that the context reads
  @Op({ config: z.object({ limit: z.number() }) })
  lacking(context: OpContext<object, { limit: number; offset: number }>): number {
    return context.opConfig.offset;
  }

  // @ts-expect-error the schema yields a number
  @Op({ config: z.object({ limit: z.number() }) })
  mistyped(context: OpContext<object, { limit: string }>): string {
    return context.opConfig.limit;
  }

  // @ts-expect-error there is no schema
  @Op()
  unconfigured(context: OpContext<object, { limit: number }>): number {
    return context.opConfig.limit;
  }

  // @ts-expect-error only a body declares `this`
  @Op()
  body(this: Wired<WrongOps>): void {
    this.rest();
  }

  // @ts-expect-error a fixed list of inputs
  @Op()
  rest(...rows: Row[]): number {
    return rows.length;
  }

  // @ts-expect-error `b` is returned and not declared
  @Op({ outs: ['a'] })
  few(): Outs<{ a: number; b?: number }> {
    return outs({ a: 1 });
  }

  // @ts-expect-error `b` is conditional: 'b?'
  @Op({ outs: ['a', 'b'] })
  unmarked(): Outs<{ a: number; b?: number }> {
    return outs({ a: 1 });
  }

  // @ts-expect-error `c` is declared and not returned
  @Op({ outs: ['a', 'c'] })
  many(): Outs<{ a: number }> {
    return outs({ a: 1 });
  }

  // @ts-expect-error Outs needs `outs`
  @Op()
  silent(): Outs<{ a: number }> {
    return outs({ a: 1 });
  }

  // @ts-expect-error `outs` needs Outs
  @Op({ outs: ['a', 'b'] })
  loud(): { a: number; b: number } {
    return { a: 1, b: 2 };
  }

  // @ts-expect-error Dynamic needs `dynamic: true`
  @Op()
  still(): Dynamic<number> {
    return dynamic([]);
  }

  // @ts-expect-error `dynamic: true` needs Dynamic
  @Op({ dynamic: true })
  one(): number {
    return 1;
  }

  // @ts-expect-error only hooks are static
  @Op()
  static shared(): number {
    return 1;
  }

  // @ts-expect-error an op is public
  @Op()
  private hidden(): number {
    return this.hidden();
  }

  // @ts-expect-error an op has a plain name
  @Op()
  [Symbol.iterator](): number {
    return 1;
  }

  // @ts-expect-error a decorator has parentheses
  @Op
  bare(): number {
    return 1;
  }

  // @ts-expect-error no such option
  @Op({ requiredResourceKey: ['db'] })
  misspelt(): number {
    return 1;
  }

  @Op({ ioManagerKey: 'warehouse' })
  stored(): number {
    return 1;
  }

  // @ts-expect-error it is one key, no list
  @Op({ ioManagerKey: ['warehouse'] })
  storedTwice(): number {
    return 1;
  }

  // @ts-expect-error needs an instance
  @Op({ pool: 'db' })
  pooled(): number {
    return 1;
  }

  // @ts-expect-error a duration has a unit
  @Op({ timeout: '30 seconds' })
  slow(): number {
    return 1;
  }

  // @ts-expect-error tags are texts
  @Op({ tags: { tier: 1 } })
  tagged(): number {
    return 1;
  }

  // @ts-expect-error a run hook fires once per run
  @Op({ hooks: [Hooks.summary] })
  hooked(): number {
    return 1;
  }
}
