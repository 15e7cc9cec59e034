import { evaluateRows } from '../../../test-support/evaluate';
import { uniform } from '../../../test-support/uniform';
import { harmonics } from '../basis/harmonics';
import { HARMONICS, harmonicsOf } from './harmonics';

describe('harmonicsOf', () => {
  it('gives what the network computes of directions, of any of the bonds', async () => {
    const next = uniform(13);
    const vectors = Array.from({ length: 20 }, () => [next() - 0.5, next() - 0.5, next() - 0.5]);
    const lengths = vectors.map((vector) => Math.hypot(...vector));
    const units = vectors.map((vector, bond) => vector.map((x) => x / lengths[bond]!));
    const expected = await evaluateRows((x) => harmonics(x, 3), units);
    const bonds = Int32Array.of(7, 19, 0);
    const rows = harmonicsOf(bonds, Float64Array.from(vectors.flat()), Float64Array.from(lengths));
    expect(rows).toHaveLength(HARMONICS * bonds.length);
    rows.forEach((value, index) => {
      const row = expected[bonds[Math.floor(index / HARMONICS)]!]!;
      expect(Math.abs(value - row[index % HARMONICS]!)).toBeLessThan(1e-14);
    });
  });
});
