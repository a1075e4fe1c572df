import { defineJob, Graph, Job, Op, type Output, type Wired } from '../../src';
import { parseJobOptions } from '../../src/decorators/job-options';
import { setRecord } from '../../src/metadata/records';
import { thrownBy } from '../thrown-by';
import { type Loose, looseJob, looseKeys, looseNodes } from './loose-job';
import { Ops } from './ops';

/** A job that invokes one graph with this body. */
function jobOfGraph(body: (self: Loose) => unknown) {
  class Graphs extends Ops {
    custom(): unknown {
      return body(this as unknown as Loose);
    }
    run(this: { custom(): unknown }): void {
      this.custom();
    }
  }
  setRecord(Graphs, 'custom', { kind: 'graph', name: 'custom', hooks: [] });
  setRecord(Graphs, 'run', parseJobOptions({}, 'run', "'Graphs.run'"));
  return defineJob(Graphs, 'run' as never);
}

describe('a graph', () => {
  it('is unrolled into the flat list of nodes, which know their graph invocations', () => {
    class Nested extends Ops {
      @Graph() outer(this: Wired<Nested>, n: Output<number>) {
        return this.twice(this.inc(n));
      }
      @Job() run(this: Wired<Nested>) {
        this.outer(this.one());
      }
    }
    const { nodes } = defineJob(Nested, 'run');
    expect(nodes.map(({ key, name }) => [key, name])).toEqual([
      ['one', 'one'],
      ['outer.inc', 'inc'],
      ['outer.twice.inc', 'inc'],
      ['outer.twice.inc_2', 'inc_2'],
    ]);
    expect(nodes.map(({ graphs }) => graphs.map(({ path }) => path))).toEqual([
      [],
      ['outer'],
      ['outer', 'outer.twice'],
      ['outer', 'outer.twice'],
    ]);
    expect(nodes[2]?.graphs).toBe(nodes[3]?.graphs);
    expect(nodes[1]?.graphs[0]).toBe(nodes[2]?.graphs[0]);
  });

  it('returns an output, several by name, or a handle of all its steps', () => {
    const nodes = looseNodes((self) => {
      const { first, second } = self.both();
      self.sum([self.twice(first), second]);
      self.one.after(self.quiet(second))();
    });
    const byKey = new Map(nodes.map((node) => [node.key, node]));
    expect(byKey.get('sum')?.inputs).toEqual([
      {
        kind: 'list',
        items: [
          { kind: 'output', node: 3, output: 'result' },
          { kind: 'output', node: 1, output: 'result' },
        ],
      },
    ]);
    expect(byKey.get('one')?.after.map((node) => nodes[node]?.key)).toEqual([
      'quiet.tell',
      'quiet.inc',
      'quiet.tell_2',
    ]);
  });

  it('names the outputs that it has when another is read', () => {
    expect(() => looseNodes((self) => self.inc(self.both().odd))).toThrow(
      "Graph 'both' of job 'loose' has no output 'odd'. The outputs are: first, second.",
    );
  });

  it('may wire nothing, and can be waited for all the same', () => {
    const { nodes } = jobOfGraph(() => undefined);
    expect(nodes).toEqual([]);
  });

  it('may return a list of outputs', () => {
    expect(jobOfGraph((self) => [self.one(), self.one()]).nodes).toHaveLength(2);
  });

  const wrong: readonly [string, (self: Loose) => unknown, string][] = [
    ['a number', () => 3, '3'],
    ['an op without parentheses', (self) => self.one, "op 'custom.one' without its parentheses"],
    ['an object with a text', (self) => ({ a: self.one(), b: 'x' }), "an object whose 'b' is 'x'"],
    ['an object with an op', (self) => ({ a: self.one }), "op 'custom.one' without its parentheses"],
  ];

  it.each(wrong)('cannot return %s', (_, body, what) => {
    expect(thrownBy(() => jobOfGraph(body))).toMatchObject({
      code: 'HOOKLINE_BAD_BODY',
      message:
        `Graph 'custom' of job 'run' returns ${what}. ` +
        'A graph returns an output, an object of outputs, or nothing.',
    });
  });
});

describe('a graph that calls itself', () => {
  class Circles {
    @Op() one(): number {
      return 1;
    }
    @Graph() ping(this: Wired<Circles>): Output<number> {
      return this.pong();
    }
    @Graph({ name: 'Pong' }) pong(this: Wired<Circles>): Output<number> {
      return this.ping();
    }
    @Job() run(this: Wired<Circles>) {
      this.one();
      this.ping();
    }
    @Job() self(this: Wired<Circles>) {
      (this as unknown as { self(): void }).self();
    }
  }

  it('is refused with the path', () => {
    expect(thrownBy(() => defineJob(Circles, 'run'))).toMatchObject({
      code: 'HOOKLINE_GRAPH_RECURSION',
      message: "In job 'run' a body calls itself: ping → Pong → ping. It would never end: repeat things inside an op.",
    });
  });

  it('is refused for the job itself, too', () => {
    expect(() => defineJob(Circles, 'self')).toThrow("In job 'self' a body calls itself: self → self.");
  });
});

describe('graphs in graphs', () => {
  /** A class with `levels` graphs, each invoking the next, the last an op. */
  function tower(levels: number) {
    class Tower extends Ops {}
    const prototype = Tower.prototype as unknown as Record<string, unknown>;
    for (let i = 1; i <= levels; i++) {
      prototype[`g${i}`] = function graph(this: Readonly<Record<string, (n: unknown) => unknown>>, n: unknown) {
        return this[i === levels ? 'inc' : `g${i + 1}`]?.(n);
      };
      setRecord(Tower, `g${i}`, { kind: 'graph', name: `g${i}`, hooks: [] });
    }
    prototype['run'] = function run(this: Readonly<Record<string, (n: unknown) => unknown>>) {
      this['g1']?.(1);
    };
    setRecord(Tower, 'run', parseJobOptions({}, 'run', "'Tower.run'"));
    return defineJob(Tower, 'run' as never);
  }

  it('may be 200 levels deep', () => {
    expect(tower(200).nodes[0]?.graphs).toHaveLength(200);
  });

  it('are refused beyond', () => {
    expect(thrownBy(() => tower(201))).toMatchObject({
      code: 'HOOKLINE_GRAPH_RECURSION',
      message: expect.stringMatching(
        /^Graphs are nested more than 200 levels deep, at graph 'g1\.g2\..*…\. Wire the ops .* in an outer one\.$/,
      ) as string,
    });
  });
});

describe('hooks, tags and after of a graph invocation', () => {
  it('reach every node inside', () => {
    const nodes = looseNodes((self) => {
      const gate = self.one();
      const outer = self.quiet.withTags({ team: 'a', tier: '1' }).after(gate)(2);
      self.twice.after(outer, self.tell.alias('last')(1))(3);
    });
    const seen = nodes.map(({ key, tags, after }) => [key, tags, after]);
    expect(seen).toEqual([
      ['one', {}, []],
      ['quiet.tell', { team: 'a', tier: '1' }, [0]],
      ['quiet.inc', { team: 'a', tier: '1' }, [0]],
      ['quiet.tell_2', { team: 'a', tier: '1' }, [0]],
      ['last', {}, []],
      ['twice.inc', {}, [1, 2, 3, 4]],
      ['twice.inc_2', {}, [1, 2, 3, 4]],
    ]);
    expect(nodes[5]?.after).toBe(nodes[6]?.after);
  });

  it('merge with those of inner invocations, the inner ones winning', () => {
    class Tagged extends Ops {
      @Op({ tags: { a: 'op', b: 'op', c: 'op', d: 'op' } }) tagged(): void {}
      @Graph() inner(this: Wired<Tagged>) {
        this.tagged.withTags({ d: 'invocation' })();
      }
      @Graph() outer(this: Wired<Tagged>) {
        this.inner.withTags({ c: 'inner' })();
      }
      @Job() run(this: Wired<Tagged>) {
        this.outer.withTags({ b: 'outer', c: 'outer', d: 'outer' })();
      }
    }
    expect(defineJob(Tagged, 'run').nodes[0]?.tags).toEqual({ a: 'op', b: 'outer', c: 'inner', d: 'invocation' });
  });
});

describe('10,000 graph invocations', () => {
  it('stand side by side', () => {
    const keys = looseKeys((self) => {
      const one = self.one();
      for (let i = 0; i < 10_000; i++) self.twice(one);
    });
    expect([keys.length, keys.at(-1)]).toEqual([20_001, 'twice_10000.inc_2']);
  });

  it('are what a job may also not have at all', () => {
    expect(looseJob(() => undefined).nodes).toEqual([]);
  });
});
