import type { StoredTensor } from '../src/safetensors';

/** Shape, middle and half width of the numbers of a weight, as `seeded_networks.py` writes them. */
export type SeededWeight = readonly [shape: readonly number[], offset: number, factor: number];

/**
 * Numbers that follow from a name, the same as bench/peers/seeded_networks.py makes: FNV-1a of the
 * name, then a linear congruence, rounded to single precision.
 */
export function seeded(
  name: string,
  count: number,
  offset = 0,
  factor = 1,
): Float32Array<ArrayBuffer> {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) {
    state = Math.imul(state ^ byte, 0x01000193);
  }
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return offset + factor * (state / 2 ** 31 - 1);
  });
}

/** The weights of one of the authors' networks, by their names. */
export function seededTensors(
  weights: Readonly<Record<string, SeededWeight>>,
): Map<string, StoredTensor> {
  return new Map(
    Object.entries(weights).map(([name, [shape, offset, factor]]) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return [name, { dtype: 'F32', shape, data: seeded(name, count, offset, factor) }];
    }),
  );
}
