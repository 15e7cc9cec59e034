import { reciprocal, type Tensor } from '@nano-os/tensor';
import { evaluateRows } from '../../../test-support/evaluate';
import { smoothBasis } from './smooth';

const CUTOFF = 5;
const COUNT = 9;
const basis = (r: Tensor): Tensor => smoothBasis(r, reciprocal(r), CUTOFF, COUNT);

describe('smoothBasis', () => {
  it('is orthonormal over the sphere', async () => {
    // A sum of cosines of whole periods: the midpoint rule is exact.
    const points = 200;
    const step = CUTOFF / points;
    const distances = Array.from({ length: points }, (_, i) => (i + 0.5) * step);
    const values = await evaluateRows(
      basis,
      distances.map((r) => [r]),
    );
    for (let n = 0; n < COUNT; n++) {
      for (let m = 0; m < COUNT; m++) {
        const overlap = values.reduce(
          (sum, row, i) => sum + row[n]! * row[m]! * distances[i]! ** 2 * step,
          0,
        );
        expect(Math.abs(overlap - Number(n === m))).toBeLessThan(1e-12);
      }
    }
  });

  it('has no value, slope or curvature at the cutoff', async () => {
    const h = 1e-3;
    const rows = await evaluateRows(basis, [[CUTOFF - 2 * h], [CUTOFF - h], [CUTOFF]]);
    for (let n = 0; n < COUNT; n++) {
      const [far = NaN, near = NaN, at = NaN] = rows.map((row) => row[n]);
      // What is left is of third order: the third derivative, of (10 π/5)³ or so, by h³.
      expect(Math.abs(at)).toBeLessThan(1e-12);
      expect(Math.abs(near)).toBeLessThan(1e3 * h ** 3);
      expect(Math.abs(far - 2 * near + at)).toBeLessThan(1e4 * h ** 3);
    }
  });
});
