import { type Dynamic, defineJob, dynamic, Graph, Job, Op, type Output, type Wired } from '../../src';
import { thrownBy } from '../thrown-by';
import { type Loose, looseNodes } from './loose-job';
import { Ops } from './ops';

const item = (body: (item: Loose) => unknown) => body as unknown as Loose;

describe('map over a dynamic output', () => {
  it('records its body once, each node with the dynamic node as scope', () => {
    const nodes = looseNodes((self) => {
      const rate = self.one();
      const mapped = self.each().map(item((x) => self.three(self.inc(x), rate, 7)));
      self.sum(mapped.collect());
    });
    expect(nodes.map(({ key, scope, inputs }) => ({ key, scope, inputs }))).toEqual([
      { key: 'one', scope: undefined, inputs: [] },
      { key: 'each', scope: undefined, inputs: [] },
      { key: 'inc', scope: 1, inputs: [{ kind: 'output', node: 1, output: 'result' }] },
      {
        key: 'three',
        scope: 1,
        inputs: [
          { kind: 'output', node: 2, output: 'result' },
          { kind: 'output', node: 0, output: 'result' },
          { kind: 'constant', value: 7 },
        ],
      },
      { key: 'sum', scope: undefined, inputs: [{ kind: 'collect', node: 3, output: 'result' }] },
    ]);
  });

  it('takes an op by itself', () => {
    const nodes = looseNodes((self) => self.sum(self.each().map(self.inc).collect()));
    expect(nodes.map(({ key }) => key)).toEqual(['each', 'inc', 'sum']);
  });

  it('can be chained, and collected without a map', () => {
    const nodes = looseNodes((self) => {
      const each = self.each();
      self.sum(each.map(self.inc).map(self.inc).collect());
      self.sum(each.collect());
      self.sum(each.map(item((x) => x)).collect());
    });
    expect(nodes.map(({ key, scope, inputs }) => [key, scope, inputs[0]])).toEqual([
      ['each', undefined, undefined],
      ['inc', 0, { kind: 'output', node: 0, output: 'result' }],
      ['inc_2', 0, { kind: 'output', node: 1, output: 'result' }],
      ['sum', undefined, { kind: 'collect', node: 2, output: 'result' }],
      ['sum_2', undefined, { kind: 'collect', node: 0, output: 'result' }],
      ['sum_3', undefined, { kind: 'collect', node: 0, output: 'result' }],
    ]);
  });

  it('returns one output of several', () => {
    const nodes = looseNodes((self) =>
      self.sum(
        self
          .each()
          .map(item((x) => self.split(x).odd))
          .collect(),
      ),
    );
    expect(nodes.at(-1)?.inputs).toEqual([{ kind: 'collect', node: 1, output: 'odd' }]);
  });

  it('may hold graphs, and returns nothing to be waited for as a whole', () => {
    const nodes = looseNodes((self) => {
      const each = self.each();
      const told = each.map(item((x) => self.quiet(self.twice(x))));
      const toldToo = each.map(item((x) => void self.tell(x)));
      const nothing = each.map(item(() => undefined));
      self.one.after(told)();
      self.one.after(toldToo, nothing)();
    });
    const keys = nodes.map(({ key, scope, after }) => [key, scope, after.map((node) => nodes[node]?.key)]);
    expect(keys).toEqual([
      ['each', undefined, []],
      ['twice.inc', 0, []],
      ['twice.inc_2', 0, []],
      ['quiet.tell', 0, []],
      ['quiet.inc', 0, []],
      ['quiet.tell_2', 0, []],
      ['tell', 0, []],
      ['one', undefined, ['twice.inc', 'twice.inc_2', 'quiet.tell', 'quiet.inc', 'quiet.tell_2']],
      ['one_2', undefined, ['tell', 'each']],
    ]);
  });

  it('is typed, in a graph too', () => {
    class Years {
      @Op({ dynamic: true }) byYear(rows: readonly string[]): Dynamic<string> {
        return dynamic(rows.map((row) => [row, row]));
      }
      @Op() mean(year: string, places: number): number {
        return year.length + places;
      }
      @Op() report(means: number[]): number {
        return means.length;
      }
      @Graph() means(this: Wired<Years>, rows: Output<readonly string[]>) {
        return this.byYear(rows)
          .map((year) => this.mean(year, 2))
          .collect();
      }
      @Job() run(this: Wired<Years>) {
        this.report(this.means(['2012', '2013']));
      }
    }
    expect(defineJob(Years, 'run').nodes.map(({ key, scope }) => [key, scope])).toEqual([
      ['means.byYear', undefined],
      ['means.mean', 0],
      ['report', undefined],
    ]);
  });

  it('waits with after for the same key inside, for all keys outside', () => {
    const nodes = looseNodes((self) => {
      const mapped = self.each().map(item((x) => self.inc.after(self.tell(x), x)(x)));
      self.one.after(mapped)();
    });
    expect(nodes.map(({ key, after }) => [key, after])).toEqual([
      ['each', []],
      ['tell', []],
      ['inc', [1, 0]],
      ['one', [2]],
    ]);
  });
});

describe('wrong use of map', () => {
  const leak: { handle?: Loose } = {};
  const cases: readonly [string, string, (self: Loose) => unknown, string][] = [
    [
      'a mapped output outside of its map',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        self.each().map(
          item((x) => {
            leak.handle = self.inc(x);
          }),
        );
        self.inc(leak.handle);
      },
      "Input 1 of op 'inc_2' of job 'loose' is output 'result' of op 'inc', which is one of many: it belongs to the map " +
        "over op 'each'. Use it inside that map, or return it there and gather all with .collect().",
    ],
    [
      'the item of a map outside of it',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        self.each().map(
          item((x) => {
            leak.handle = x;
          }),
        );
        self.one.after(leak.handle)();
      },
      "after() of op 'one' of job 'loose' is the item of op 'each', which is one of many: it belongs to the map " +
        "over op 'each'. Use it inside that map, or return it there and gather all with .collect().",
    ],
    [
      'a dynamic op inside',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item(() => self.each())),
      "Dynamic op 'each_2' of job 'loose' is invoked inside the map over op 'each'. " +
        'Maps do not nest: let the outer op emit the items of both.',
    ],
    [
      'a map inside',
      'HOOKLINE_BAD_BODY',
      (self) => {
        const other = self.each.alias('other')();
        self.each().map(item(() => other.map(self.inc)));
      },
      "map() of the dynamic output of op 'other' is called inside the map over op 'each', in job 'loose'. " +
        'Maps do not nest: call it before or after, outside of that map.',
    ],
    [
      'collect inside',
      'HOOKLINE_BAD_BODY',
      (self) => {
        const each = self.each();
        each.map(item(() => self.sum(each.collect())));
      },
      "collect() of the dynamic output of op 'each' is called inside the map over op 'each', in job 'loose'. " +
        'Maps do not nest: call it before or after, outside of that map.',
    ],
    [
      'an async function',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item(async (x) => self.inc(x))),
      "The map over op 'each' is async. It only wires ops, at once: do the work in an op.",
    ],
    [
      'something that is no function',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map('inc'),
      "map() of the dynamic output of op 'each' is given 'inc', in job 'loose'. Give (item) => this.op(item).",
    ],
    [
      'a number returned',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item(() => 3)),
      "The map over op 'each' returns 3. Return one output of an op that is wired inside the map, or nothing.",
    ],
    [
      'an output of outside returned',
      'HOOKLINE_BAD_BODY',
      (self) => {
        const one = self.one();
        self.each().map(item(() => one));
      },
      "The map over op 'each' returns output 'result' of op 'one', in job 'loose'. " +
        'Return one output of an op that is wired inside the map, or nothing.',
    ],
    [
      'several outputs returned',
      'HOOKLINE_BAD_BODY',
      (self) => self.each().map(item((x) => self.split(x))),
      "The map over op 'each' returns the object of outputs of op 'split', in job 'loose'. " +
        'Return one output of an op that is wired inside the map, or nothing.',
    ],
    [
      'collect of nothing',
      'HOOKLINE_BAD_HANDLE',
      (self) =>
        self
          .each()
          .map(item((x) => void self.tell(x)))
          .collect(),
      "'collect' is read from the map over op 'each', which returns nothing in job 'loose', but there is no value while " +
        'a job is defined. It can only be waited for, with .after(...); return an output to use one.',
    ],
    [
      'waiting inside for all items',
      'HOOKLINE_BAD_HANDLE',
      (self) => {
        const each = self.each();
        each.map(item((x) => self.inc.after(each)(x)));
      },
      "after() of op 'inc' of job 'loose' is the dynamic output of op 'each', inside a map over the same items. " +
        'Wait for the item, or for an output of this map.',
    ],
  ];

  it.each(cases)('is refused: %s', (_, code, body, message) => {
    expect(thrownBy(() => looseNodes(body))).toMatchObject({ code, message });
  });

  it('leaves the body usable when the user catches the error', () => {
    const nodes = looseNodes((self) => {
      expect(() => self.each().map(item(() => 3))).toThrow('returns 3');
      self.sum(self.each().map(self.inc).collect());
    });
    expect(nodes.at(-1)?.scope).toBeUndefined();
  });

  it('finds what is dynamic in a graph inside', () => {
    class Deep extends Ops {
      @Graph() hidden(this: Wired<Deep>) {
        return this.each().collect();
      }
      @Job() run(this: Wired<Deep>) {
        this.each().map(() => this.hidden());
      }
    }
    expect(() => defineJob(Deep, 'run')).toThrow(
      "Dynamic op 'hidden.each' of job 'run' is invoked inside the map over op 'each'.",
    );
  });
});
