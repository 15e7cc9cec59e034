/** Between two quantiles of a card. */
const STEP = 0.05;

/**
 * The probability that an error is at most `tolerance`, from the quantiles 0.05, 0.10 … 0.95 of
 * its absolute value: linear between them, and beyond the last one falling as a power of the
 * error, as it does from the last but one to the last.
 */
export function probabilityWithin(tolerance: number, quantiles: readonly number[]): number {
  const above = quantiles.findIndex((quantile) => quantile > tolerance);
  if (above < 0) return beyond(tolerance, quantiles);
  const [from, to] = [quantiles[above - 1] ?? 0, quantiles[above] ?? 0];
  return STEP * (above + (tolerance - from) / (to - from));
}

function beyond(tolerance: number, quantiles: readonly number[]): number {
  const [last, before] = [quantiles.at(-1) ?? 0, quantiles.at(-2) ?? 0];
  // Errors of exactly 0 say no more than that the rest is rarer than a step.
  if (last === 0) return 1 - STEP / 2;
  const power = before === last ? Infinity : Math.log(2) / Math.log(last / before);
  return 1 - STEP * (last === tolerance ? 1 : (last / tolerance) ** power);
}
