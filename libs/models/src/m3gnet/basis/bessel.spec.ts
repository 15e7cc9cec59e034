import { reciprocal, type Tensor } from '@nano-os/tensor';
import { evaluateRows } from '../../../test-support/evaluate';
import { besselBasis } from './bessel';

const CUTOFF = 5;
const basis = (r: Tensor): Tensor => besselBasis(r, reciprocal(r), CUTOFF, 3, 3);

describe('besselBasis', () => {
  it('is orthonormal over the sphere within each degree', async () => {
    // The midpoint rule: the integrand's odd derivatives vanish or cancel, so that it converges fast.
    const points = 4000;
    const step = CUTOFF / points;
    const distances = Array.from({ length: points }, (_, i) => (i + 0.5) * step);
    const values = await evaluateRows(
      basis,
      distances.map((r) => [r]),
    );
    for (let degree = 0; degree < 3; degree++) {
      for (let n = 0; n < 3; n++) {
        for (let m = 0; m < 3; m++) {
          const overlap = values.reduce(
            (sum, row, i) =>
              sum + row[3 * degree + n]! * row[3 * degree + m]! * distances[i]! ** 2 * step,
            0,
          );
          expect(Math.abs(overlap - Number(n === m))).toBeLessThan(1e-5);
        }
      }
    }
  });

  it('is zero at the cutoff', async () => {
    const [row] = await evaluateRows(basis, [[CUTOFF]]);
    for (const value of row!) expect(Math.abs(value)).toBeLessThan(1e-14);
  });
});
