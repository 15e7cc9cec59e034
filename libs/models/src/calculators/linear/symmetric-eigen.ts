/** Sweeps within which Jacobi's method ends for any matrix of a few rows; it converges quadratically. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues, ascending, and eigenvectors of a symmetric matrix, by Jacobi's rotations.
 * @returns vectors as columns
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): {
  values: number[];
  vectors: number[][];
} {
  const size = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = matrix.map((_, i) => Float64Array.from({ length: size }, (__, j) => Number(i === j)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isDiagonal = true;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (rotate(a, v, p, q)) isDiagonal = false;
      }
    }
    if (isDiagonal) break;
  }
  const values = a.map((row, i) => row[i] ?? NaN);
  const order = [...values.keys()].sort((i, j) => (values[i] ?? NaN) - (values[j] ?? NaN));
  return {
    values: order.map((i) => values[i] ?? NaN),
    vectors: v.map((row) => order.map((i) => row[i] ?? NaN)),
  };
}

/** Makes the element p, q zero; false when it is already. */
function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): boolean {
  const get = (i: number, j: number): number => a[i]?.[j] ?? NaN;
  const [app, aqq, apq] = [get(p, p), get(q, q), get(p, q)];
  if (Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(app * aqq)) || apq === 0) return false;
  const half = (aqq - app) / (2 * apq);
  const t = Math.sign(half || 1) / (Math.abs(half) + Math.hypot(half, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const rows of [a, v]) for (const row of rows) turn(row, p, q, c, s);
  const [rowP, rowQ] = [a[p], a[q]];
  if (!rowP || !rowQ) return false;
  for (let k = 0; k < rowP.length; k++) {
    const [x, y] = [rowP[k] ?? NaN, rowQ[k] ?? NaN];
    rowP[k] = c * x - s * y;
    rowQ[k] = s * x + c * y;
  }
  rowP[q] = 0;
  rowQ[p] = 0;
  return true;
}

function turn(row: Float64Array, p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p] ?? NaN, row[q] ?? NaN];
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}
