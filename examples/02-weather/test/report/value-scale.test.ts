import { valueScale } from '../../src/report/value-scale';

const PLOT = { top: 0, bottom: 100 };

describe('valueScale', () => {
  it.each([
    [
      [3, 27],
      [0, 5, 10, 15, 20, 25, 30],
    ],
    [
      [0.1, 0.55],
      [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
    ],
    [
      [-8, 12],
      [-10, -5, 0, 5, 10, 15],
    ],
    [
      [-8, -3],
      [-8, -6, -4, -2, 0],
    ],
    [[284], [0, 50, 100, 150, 200, 250, 300]],
    [
      [0, 0],
      [0, 1],
    ],
    [[], [0, 1]],
  ])('spans %j with %j', (values, ticks) => {
    expect(valueScale(values, PLOT).ticks).toEqual(ticks);
  });

  it('places the lowest tick at the bottom and the highest at the top', () => {
    const { y } = valueScale([-10, 10], PLOT);
    expect([y(-10), y(0), y(10)]).toEqual([100, 50, 0]);
  });
});
