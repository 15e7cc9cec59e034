/** Numbers of few decimals lie in the middle of a step, halves of one not quite at its edge. */
const PHASE = 0.5137;

export const step = (value: number, size: number): number => Math.floor(value / size + PHASE);

/**
 * Rounds many numbers into few: `count` weighted sums of all of them, each in steps of `size`.
 * Rounding each number by itself would make noise cross the edge of one step or another in almost
 * every large crystal.
 * @param values in an order that only depends on what they are of
 */
export function mixedSteps(values: readonly number[], count: number, size: number): number[] {
  const scale = 1 / Math.sqrt(values.length);
  return Array.from({ length: count }, (_, sum) => {
    const weights = weightsOf(sum, values.length);
    const total = values.reduce((so, value, index) => so + (weights[index] ?? 0) * value, 0);
    return step(total * scale, size);
  });
}

/** The weights of each sum, as many as were needed so far. */
const known: Float64Array[] = [];

/** Weights between 0.5 and 1.5 of either sign, the same in every run: Marsaglia's xorshift32. */
function weightsOf(sum: number, length: number): Float64Array {
  const sofar = known[sum];
  if (sofar && sofar.length >= length) return sofar;
  let state = ((sum + 1) * 0x9e3779b1) >>> 0;
  const weights = Float64Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const share = (state >>> 0) / 2 ** 32;
    return share < 0.5 ? 0.5 + 2 * share : 0.5 - 2 * share;
  });
  known[sum] = weights;
  return weights;
}
