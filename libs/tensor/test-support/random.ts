/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Numbers between two bounds. */
export function randomValues(
  count: number,
  [low, high]: readonly [number, number] = [-1, 1],
  seed = count,
): Float64Array {
  const next = randomNumbers(seed);
  return Float64Array.from({ length: count }, () => low + (high - low) * next());
}
