import { Fifo } from '../src/fifo';

describe('Fifo', () => {
  it('gives items back in their order, also after thousands of them', () => {
    const fifo = new Fifo<number>();
    const taken: (number | undefined)[] = [];
    for (let i = 0; i < 5_000; i += 1) {
      fifo.push(i);
      if (i % 3 > 0) taken.push(fifo.shift());
    }
    expect(fifo.size).toBe(5_000 - taken.length);
    while (fifo.size > 0) taken.push(fifo.shift());
    expect(taken).toEqual(Array.from({ length: 5_000 }, (_, i) => i));
    expect(fifo.shift()).toBeUndefined();
  });
});
