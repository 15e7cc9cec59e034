import { cutByCost } from './cut';

describe('cutByCost', () => {
  const cut = (costs: number[]) => cutByCost(costs, (cost) => cost, 10);

  it('fills pieces up to the bound, in order', () => {
    expect(cut([4, 4, 2, 1, 9, 1])).toEqual([[4, 4, 2], [1, 9], [1]]);
  });

  it('gives a piece of its own to what costs more', () => {
    expect(cut([1, 30, 2])).toEqual([[1], [30], [2]]);
  });

  it('makes nothing of nothing', () => {
    expect(cut([])).toEqual([]);
  });
});
