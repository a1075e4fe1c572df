import { defineJob, Graph, Job, Op, use, type Wired } from '../../src';
import { thrownBy } from '../thrown-by';
import { looseKeys, looseNodes } from './loose-job';
import { Ops } from './ops';

describe('names of invocations', () => {
  it('are the names of the ops, with a counter from the second on, in body order', () => {
    const keys = looseKeys((self) => {
      self.one();
      self.inc(self.one());
      self.one();
    });
    expect(keys).toEqual(['one', 'one_2', 'inc', 'one_3']);
  });

  it('count per graph scope, graphs like ops', () => {
    const keys = looseKeys((self) => {
      self.twice(self.one());
      self.inc(1);
      self.twice(2);
    });
    expect(keys).toEqual(['one', 'twice.inc', 'twice.inc_2', 'inc', 'twice_2.inc', 'twice_2.inc_2']);
  });

  it('are the alias where one is given, which does not count', () => {
    const nodes = looseNodes((self) => {
      self.one.alias('x')();
      self.one();
      self.twice.alias('y')(1);
    });
    expect(nodes.map(({ key, name, alias }) => [key, name, alias])).toEqual([
      ['x', 'x', 'x'],
      ['one', 'one', undefined],
      ['y.inc', 'inc', undefined],
      ['y.inc_2', 'inc_2', undefined],
    ]);
  });

  it('follow the option `name` of the decorators', () => {
    class Named {
      @Op({ name: 'extract' }) readFile(): number {
        return 1;
      }
      @Graph({ name: 'inner' }) someGraph(this: Wired<Named>) {
        return this.readFile();
      }
      @Job({ name: 'nightly' }) runAtNight(this: Wired<Named>) {
        this.someGraph();
      }
    }
    const job = defineJob(Named, 'runAtNight');
    expect([job.name, job.nodes.map(({ key }) => key)]).toEqual(['nightly', ['inner.extract']]);
    expect(job.nodes[0]?.op).toMatchObject({ name: 'extract', owner: Named, method: 'readFile' });
  });

  it('count over all classes of a body', () => {
    class Other {
      @Op() one(): number {
        return 2;
      }
    }
    class Both extends Ops {
      @Job() both2(this: Wired<Both>) {
        this.one();
        use(Other).one();
      }
    }
    const { nodes } = defineJob(Both, 'both2');
    expect(nodes.map(({ key, op }) => [key, op.owner])).toEqual([
      ['one', Both],
      ['one_2', Other],
    ]);
  });
});

describe('names that meet', () => {
  const cases: readonly [string, Parameters<typeof looseKeys>[0], string][] = [
    [
      'one alias twice',
      (self) => [self.one.alias('x')(), self.one.alias('x')()],
      "Two invocations in the body of job 'loose' are named 'x'. " +
        "Give one of them a name of its own: this.one.alias('other')(...).",
    ],
    [
      'an alias and the name of an op',
      (self) => [self.one.alias('inc')(), self.inc(1)],
      "Two invocations in the body of job 'loose' are named 'inc'. " +
        "Give one of them a name of its own: this.inc.alias('other')(...).",
    ],
    [
      'an alias and a counter',
      (self) => [self.one.alias('one_2')(), self.one(), self.one()],
      "Two invocations in the body of job 'loose' are named 'one_2' (the automatic name of another 'one'). " +
        "Give one of them a name of its own: this.one.alias('other')(...).",
    ],
  ];

  it.each(cases)('are refused: %s', (_, body, message) => {
    expect(thrownBy(() => looseKeys(body))).toMatchObject({ code: 'HOOKLINE_DUPLICATE_NAME', message });
  });

  it('are no trouble in different graphs', () => {
    const keys = looseKeys((self) => [self.one.alias('inc')(), self.twice.alias('x')(1), self.twice.alias('y')(1)]);
    expect(keys).toEqual(['inc', 'x.inc', 'x.inc_2', 'y.inc', 'y.inc_2']);
  });

  it.each(['', 'a.b', 'é', 'a b', 3, undefined])('refuses the alias %p', (alias) => {
    expect(thrownBy(() => looseKeys((self) => self.one.alias(alias)())).code).toBe('HOOKLINE_BAD_NAME');
  });

  it('says which alias is wrong', () => {
    expect(() => looseKeys((self) => self.one.alias('a.b')())).toThrow(
      "The name of the alias of op 'one' of job 'loose' is 'a.b'. Give a name of letters A-Z, a-z, digits and _: 'load_rows'.",
    );
  });
});
