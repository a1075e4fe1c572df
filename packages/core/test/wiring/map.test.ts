import { type Dynamic, defineJob, dynamic, Graph, Job, Op, type Output, type Wired } from '../../src';
import { type Loose, looseNodes } from './loose-job';

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

describe('a map over the items of another op', () => {
  it('may use and wait for what an earlier one gathered', () => {
    const nodes = looseNodes((self) => {
      const each = self.each();
      const told = each.map(item((x) => void self.tell(x)));
      const all = each.map(self.inc).collect();
      const other = self.each();
      other.map(item((x) => self.three.after(told, each, other)(x, all, 1)));
    });
    expect(nodes.at(-1)).toMatchObject({
      scope: 3,
      after: [1, 0, 3],
      inputs: [
        { kind: 'output', node: 3, output: 'result' },
        { kind: 'collect', node: 2, output: 'result' },
        { kind: 'constant', value: 1 },
      ],
    });
  });
});
