import { cutBatches } from './batches';

const ORDER = Int32Array.of(4, 2, 0, 3, 1);
const list = (batches: readonly Int32Array[]): number[][] => batches.map((batch) => [...batch]);

describe('batches', () => {
  it('are of so many samples, in the order given', () => {
    expect(list(cutBatches(ORDER, 2))).toEqual([[4, 2], [0, 3], [1]]);
  });

  it('are of samples that cost what so many do on average, two at least', () => {
    const costs = [5, 1, 3, 9, 2];
    const cut = (cost: number) =>
      list(cutBatches(ORDER, { cost }, (sample) => costs[sample] ?? NaN));
    // The mean is 4, so that up to 10 go together: 2 + 3 + 5, and 9 + 1.
    expect(cut(2.5)).toEqual([
      [4, 2, 0],
      [3, 1],
    ]);
    expect(cut(1)).toEqual([[4, 2], [0, 3], [1]]);
    expect(cut(100)).toEqual([[4, 2, 0, 3, 1]]);
    expect(cutBatches(new Int32Array(), { cost: 5 })).toEqual([]);
  });
});
