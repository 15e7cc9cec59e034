/** Sums over flat lists of numbers of one length. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? NaN) * (b[i] ?? NaN);
  return sum;
}

/** a + factor · b */
export function plusTimes(
  a: ArrayLike<number>,
  factor: number,
  b: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(a, (value, i) => value + factor * (b[i] ?? NaN));
}

/** The largest length of the vectors of three that a flat list holds. */
export function longest(vectors: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < vectors.length; i += 3) {
    most = Math.max(
      most,
      Math.hypot(vectors[i] ?? NaN, vectors[i + 1] ?? NaN, vectors[i + 2] ?? NaN),
    );
  }
  return most;
}
