import { type Dynamic, dynamic, Graph, Job, Op, type Outs, outs, toJob, use, type Wired } from 'hookline';
import { jobOf, type Scene } from './scene';

class Ops {
  @Op() load(day?: unknown): unknown {
    return day;
  }
  @Op() add(a: number, b: number, c: number): number {
    return a + b + c;
  }
  @Op({ outs: ['valid', 'rejected'] }) split(): Outs<{ valid: number; rejected: number }> {
    return outs({ valid: 1, rejected: 2 });
  }
  @Op({ dynamic: true }) each(): Dynamic<number> {
    return dynamic([]);
  }
  @Graph() report(this: Wired<Ops>) {
    return this.load(1);
  }
  @Graph() needy(this: Wired<Ops>, day: never) {
    return this.load(day);
  }
  @Graph() quiet(this: Wired<Ops>) {
    this.load(1);
  }
  @Graph() loop(this: Wired<Ops>): void {
    this.loop();
  }
  @Graph() wrong(this: Wired<Ops>): unknown {
    return 3;
  }
  @Job() other(this: Wired<Ops>): void {}
  plain(): void {}
}

type Name =
  | ('load' | 'add' | 'split' | 'each' | 'report' | 'needy' | 'quiet' | 'loop' | 'wrong' | 'other' | 'plain' | 'laod')
  | ('map' | 'after' | 'alias' | 'withTags' | 'withRetryPolicy' | 'result' | 'length' | 'invalid');

/** What a body sees in plain JavaScript: no type says no. */
interface Loose extends Readonly<Record<Name, Loose>> {
  (...args: readonly unknown[]): Loose;
}

const scene = (title: string, body: (self: Loose) => unknown): Scene => ({
  title,
  run: () => jobOf(Ops, body as never),
});

let kept: Loose;

export const WIRING_SCENES: readonly Scene[] = [
  scene('an async body', async () => Promise.resolve()),
  scene('a generator as body', function* generate() {
    yield 1;
  }),
  scene('an op that there is not', (self) => self.laod()),
  scene('a method without decorator', (self) => self.plain()),
  scene('a job in a job', (self) => self.other()),
  scene('a field of the body', (self) => Object.assign(self, { x: 1 })),
  scene('a property of an op', (self) => self.load.result),
  scene('a retry policy for a graph', (self) => self.report.withRetryPolicy({})),
  scene('a dynamic op in a map', (self) => self.each().map(() => self.each())),
  scene('map() in a map', (self) => {
    const items = self.each();
    items.map(() => items.map(() => undefined));
  }),
  scene('a map that returns a value', (self) => self.each().map(() => 3)),
  scene('a graph that returns a value', (self) => self.wrong()),
  { title: 'use() outside of a body', run: () => use(Ops) },
  {
    title: 'an op that is invoked later',
    run: () => {
      jobOf(Ops, (self) => {
        kept = self as never;
      });
      kept.load();
    },
  },
  { title: 'a graph with parameters, as a job', run: () => toJob(Ops, 'needy', {} as never) },
  scene('too few inputs', (self) => self.add(1)),
  scene('too few inputs of a graph', (self) => self.needy()),
  scene('a constant that is no JSON', (self) => self.load({ from: new Date(0) })),
  scene('an output inside of a constant', (self) => self.load({ rows: self.load() })),
  scene('undefined in a list', (self) => self.load([self.load(), undefined])),
  scene('an op instead of its output', (self) => self.load(self.report)),
  scene('a dynamic output instead of its items', (self) => self.load(self.each())),
  scene('a graph that returns nothing', (self) => self.load(self.quiet())),
  scene('all outputs of an op at once', (self) => self.load(self.split())),
  scene('after() without a step', (self) => self.load.after('load')()),
  scene('an output that is read', (self) => self.load().length),
  scene('an output in a template', (self) => `rows: ${self.load() as unknown as string}`),
  scene('an output in a loop', (self) => [...(self.load() as unknown as Iterable<never>)]),
  scene('an output that an op does not have', (self) => self.split().invalid),
  scene('map() of an op that is not dynamic', (self) => self.load().map(() => undefined)),
  scene('a policy behind the parentheses', (self) => self.load().alias('other')),
  scene('an item outside of its map', (self) => {
    let item: unknown;
    // biome-ignore lint/suspicious/useIterableCallbackReturn: a map of handles, not of a list
    self.each().map((given: unknown) => {
      item = given;
    });
    self.load(item);
  }),
  {
    title: 'an output of another body',
    run: () => {
      let output: unknown;
      jobOf(Ops, (self) => {
        output = self.load(1);
      });
      jobOf(Ops, (self) => self.load(output as never));
    },
  },
  scene('policies without an invocation', (self) => self.load.withTags({})),
  scene('a graph that calls itself', (self) => self.loop()),
  scene('one alias twice', (self) => [self.load.alias('a')(), self.load.alias('a')()]),
];
