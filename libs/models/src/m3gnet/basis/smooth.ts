import { constant, matmul, mul, sin, type Tensor } from '@nano-os/tensor';

/**
 * Orthogonal combinations of spherical Bessel functions of degree 0 whose first and second
 * derivatives vanish at the cutoff. All of them are sums of sin(k π r/c)/r, so that they cost one
 * sine a frequency. Kocer, Mason, Erturk, J. Chem. Phys. 150, 154102 (2019).
 * @param distance [bonds, 1], Å
 * @param inverse its inverse
 * @returns [bonds, count]
 */
export function smoothBasis(
  distance: Tensor,
  inverse: Tensor,
  cutoff: number,
  count: number,
): Tensor {
  const frequencies = Array.from({ length: count + 1 }, (_, k) => ((k + 1) * Math.PI) / cutoff);
  const waves = sin(mul(distance, constant(frequencies, [1, count + 1], distance.kind)));
  const rows = sineCoefficients(cutoff, count);
  const byFrequency = frequencies.flatMap((_, k) => rows.map((row) => row[k] ?? 0));
  const combined = matmul(waves, constant(byFrequency, [count + 1, count], distance.kind));
  return mul(combined, inverse);
}

/** For each function what goes with sin(k π r/c)/r, for k = 1 … count + 1. */
export function sineCoefficients(cutoff: number, count: number): number[][] {
  const rows: number[][] = [];
  let pivot = 1;
  for (let n = 0; n < count; n++) {
    // The Gram-Schmidt process over functions of which only neighbours overlap.
    const overlap = (n ** 2 * (n + 2) ** 2) / (4 * (n + 1) ** 4 + 1);
    const carried = Math.sqrt(overlap / pivot);
    pivot = 1 - overlap / pivot;
    const before = rows.at(-1);
    const own = twoWaves(cutoff, n);
    rows.push(
      Array.from({ length: count + 1 }, (_, k) => {
        const sum = (own[k - n] ?? 0) + carried * (before?.[k] ?? 0);
        return sum / Math.sqrt(pivot);
      }),
    );
  }
  return rows;
}

/** The two frequencies whose sum has the derivatives zero, as coefficients of sin(k π r/c)/r. */
function twoWaves(cutoff: number, n: number): [number, number] {
  const [k, next] = [n + 1, n + 2];
  const sign = n % 2 === 0 ? 1 : -1;
  const norm = (sign * Math.SQRT2 * k * next) / (Math.sqrt(cutoff) * Math.hypot(k, next));
  return [norm / k, norm / next];
}
