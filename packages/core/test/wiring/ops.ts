import {
  type Dynamic,
  dynamic,
  Graph,
  Job,
  Op,
  type OpContext,
  type Output,
  type Outs,
  outs,
  type Wired,
} from '../../src';

/** Ops and graphs of every shape, for the bodies of tests. */
export class Ops {
  @Op() one(): number {
    return 1;
  }

  @Op() inc(n: number): number {
    return n + 1;
  }

  @Op() sum(all: number[]): number {
    return all.length;
  }

  @Op() load(data: unknown, title = 'all', context: OpContext): string {
    return `${title} ${String(data)} ${context.stepKey}`;
  }

  @Op() three(x: number, y: number, z: number): number {
    return x + y + z;
  }

  @Op() tell(n: number): void {
    if (n < 0) throw new RangeError('n is below 0');
  }

  @Op({ outs: ['even', 'odd?'] }) split(n: number): Outs<{ even: number; odd?: number }> {
    return outs({ even: n });
  }

  @Op({ dynamic: true }) each(): Dynamic<number> {
    return dynamic([['x', 1]]);
  }

  @Graph() twice(this: Wired<Ops>, n: Output<number>) {
    return this.inc(this.inc(n));
  }

  @Graph() quiet(this: Wired<Ops>, n: Output<number>) {
    this.tell(n);
    this.tell(this.inc(n));
  }

  @Graph() both(this: Wired<Ops>) {
    return { first: this.one(), second: this.one() };
  }

  @Job() whole(this: Wired<Ops>) {
    this.one();
  }

  helper(): number {
    return 2;
  }
}
