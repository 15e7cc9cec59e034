import fc from 'fast-check';
import { shellsOf } from './shells';

describe('shellsOf', () => {
  it('gathers lengths that differ by less than coordinates are precise to', () => {
    const { shell, distance } = shellsOf(Float64Array.of(2.1, 3.4, 2.1 + 2e-6, 2.1 - 2e-6, 3.5));
    expect([...shell]).toEqual([0, 1, 0, 0, 2]);
    expect([...distance].map((length) => Number(length.toFixed(12)))).toEqual([2.1, 3.4, 3.5]);
  });

  it('moves no bond by more than 8e-6 Å, and their sum not at all', () => {
    const lengths = fc.array(fc.double({ min: 0.5, max: 8, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(lengths, (list) => {
        const { shell, distance } = shellsOf(Float64Array.from(list));
        let sum = 0;
        for (const [bond, length] of list.entries()) {
          const own = distance[shell[bond]!]!;
          expect(Math.abs(own - length)).toBeLessThan(8e-6);
          sum += own - length;
        }
        expect(Math.abs(sum)).toBeLessThan(1e-12);
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});
