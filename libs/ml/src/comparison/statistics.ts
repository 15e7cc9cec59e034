/** Arithmetic mean; null of nothing. Stays finite where the plain sum would not. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const plain = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (Number.isFinite(plain)) return plain;
  const shared = values.reduce((sum, value) => sum + value / values.length, 0);
  // Rounding can carry a mean of the largest numbers past the last of them.
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, shared));
}

/** Root of the mean square; null of nothing. Stays finite where the plain squares would not. */
export function rootMeanSquare(values: readonly number[]): number | null {
  const squares = mean(values.map((value) => value * value));
  if (squares === null) return null;
  if (Number.isFinite(squares)) return Math.sqrt(squares);
  const largest = Math.max(...values.map(Math.abs));
  const scaled = mean(values.map((value) => (value / largest) ** 2)) ?? 0;
  return largest * Math.sqrt(scaled);
}
