/**
 * Solves a x = b for a square matrix by Gauss's elimination with the largest pivots of columns.
 * @returns undefined when the matrix is singular
 */
export function solve(
  a: readonly (readonly number[])[],
  b: readonly number[],
): number[] | undefined {
  const size = b.length;
  const rows = a.map((row, i) => Float64Array.from([...row, b[i] ?? NaN]));
  for (let column = 0; column < size; column++) {
    const below = rows.slice(column);
    const sizes = below.map((row) => Math.abs(row[column] ?? NaN));
    const largest = Math.max(...sizes);
    if (!(largest > 0)) return undefined;
    const chosen = column + sizes.indexOf(largest);
    const pivot = rows[chosen];
    const first = rows[column];
    if (!pivot || !first) return undefined;
    rows[chosen] = first;
    rows[column] = pivot;
    for (const row of rows.slice(column + 1)) {
      const factor = (row[column] ?? NaN) / (pivot[column] ?? NaN);
      for (let k = column; k <= size; k++) row[k] = (row[k] ?? NaN) - factor * (pivot[k] ?? NaN);
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i];
    let rest = row?.[size] ?? NaN;
    for (let k = i + 1; k < size; k++) rest -= (row?.[k] ?? NaN) * (x[k] ?? NaN);
    x[i] = rest / (row?.[i] ?? NaN);
  }
  return x;
}

/** The inverse of a square matrix, or undefined when it is singular. */
export function inverseOf(a: readonly (readonly number[])[]): number[][] | undefined {
  const columns = a.map((_, j) =>
    solve(
      a,
      a.map((__, i) => Number(i === j)),
    ),
  );
  if (columns.includes(undefined)) return undefined;
  return a.map((_, i) => columns.map((column) => column?.[i] ?? NaN));
}

/**
 * The coefficients, from the constant on, of the polynomial nearest to some points.
 * @returns undefined when there are fewer points than coefficients
 */
export function fitPolynomial(
  x: readonly number[],
  y: readonly number[],
  degree: number,
): number[] | undefined {
  const powers = Array.from({ length: degree + 1 }, (_, power) => power);
  const sum = (f: (value: number, i: number) => number): number =>
    x.reduce((total, value, i) => total + f(value, i), 0);
  return solve(
    powers.map((i) => powers.map((j) => sum((value) => value ** (i + j)))),
    powers.map((i) => sum((value, at) => value ** i * (y[at] ?? NaN))),
  );
}
