/**
 * Rounds to three decimals as Python's `round(x, 3)` does: by the exact decimal value of the
 * double, ties to even. `Math.round(x * 1000) / 1000` differs where the product rounds up to a
 * tie, and `toFixed` differs on exact ties.
 */
export function roundToThousandths(x: number): number {
  // x·1000 = n + ½ exactly only for odd multiples of 1/16, and there the product is exact.
  if (Number.isInteger(x * 16) && !Number.isInteger(x * 8)) {
    const below = Math.floor(x * 1000);
    return (below % 2 === 0 ? below : below + 1) / 1000;
  }
  return Number(x.toFixed(3));
}
