import type { Vector3 } from './vectors';

/** Real and imaginary part. */
export type Complex = readonly [number, number];

/** The sums of one wave, for two weightings of the sites. */
export type SumPair = readonly [Complex, Complex];

/**
 * Σ w exp(2πi k·x) over the sites for each wave `k` and each of two weightings, divided by the root
 * of Σ w², so that noise of the positions weighs the same in a small cell and in a large one.
 * @param weights two numbers a site
 * @param positions coordinates in units that suit the waves
 */
export function fourierSums(
  weights: readonly (readonly [number, number])[],
  positions: readonly Vector3[],
  waves: readonly Vector3[],
): SumPair[] {
  const scaleOf = (which: 0 | 1): number =>
    1 / Math.sqrt(weights.reduce((total, pair) => total + pair[which] ** 2, 0));
  const scales = [scaleOf(0), scaleOf(1)] as const;
  return waves.map(([i, j, k]) => {
    const sums = [0, 0, 0, 0] as [number, number, number, number];
    for (let site = 0; site < positions.length; site++) {
      const [x, y, z] = positions[site] ?? [0, 0, 0];
      const turns = i * x + j * y + k * z;
      // Whole turns are taken off before they cost digits.
      const angle = 2 * Math.PI * (turns - Math.round(turns));
      const [real, imaginary] = [Math.cos(angle), Math.sin(angle)];
      const [p, q] = weights[site] ?? [0, 0];
      sums[0] += p * real;
      sums[1] += p * imaginary;
      sums[2] += q * real;
      sums[3] += q * imaginary;
    }
    return [
      [sums[0] * scales[0], sums[1] * scales[0]],
      [sums[2] * scales[1], sums[3] * scales[1]],
    ];
  });
}
