import { looseNodes } from './loose-job';

describe('a big job', () => {
  it('can be a chain of 100,000 ops', () => {
    const nodes = looseNodes((self) => {
      let last = self.one();
      for (let i = 1; i < 100_000; i++) last = self.inc(last);
    });
    expect(nodes).toHaveLength(100_000);
    expect(nodes.at(-1)).toMatchObject({ key: 'inc_99999', inputs: [{ kind: 'output', node: 99_998 }] });
  });

  it('can gather 10,000 outputs in one list', () => {
    const nodes = looseNodes((self) => self.sum(Array.from({ length: 10_000 }, () => self.one())));
    expect(nodes.at(-1)?.inputs[0]).toHaveProperty('items.length', 10_000);
  });

  it('can wait for a graph of 10,000 nodes', () => {
    const nodes = looseNodes((self) => {
      const gate = self.one();
      for (let i = 0; i < 10_000; i++) self.tell.after(gate)(i);
      self.one.after(...Array.from({ length: 5_000 }, (_, i) => self.inc(i)))();
    });
    expect(nodes.at(-1)?.after).toHaveLength(5_000);
  });

  it('costs the same per node, however many there are', () => {
    const perNode = (count: number) => {
      const start = performance.now();
      looseNodes((self) => {
        let last = self.one();
        for (let i = 1; i < count; i++) last = self.inc(last);
      });
      return (performance.now() - start) / count;
    };
    perNode(10_000);
    const small = Math.min(...Array.from({ length: 5 }, () => perNode(5_000)));
    const big = Math.min(...Array.from({ length: 3 }, () => perNode(50_000)));
    // Quadratic growth would make it 10 times as much.
    expect(big / small).toBeLessThan(5);
  });
});
