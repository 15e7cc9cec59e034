import type { Feed } from '@nano-os/tensor';

type Numbers = Float32Array | Float64Array | Int32Array;

/** A feed with one axis. */
export const flatFeed = (data: Numbers): Feed => ({ data, dims: [data.length] });

const total = (parts: readonly Numbers[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

/**
 * @param ranges how far the indices of each part move on those of the parts after it
 * @param filler how many zeros follow
 */
export function joinedInts(
  parts: readonly Int32Array[],
  ranges: readonly number[] = [],
  filler = 0,
): Int32Array {
  const joined = new Int32Array(total(parts) + filler);
  let place = 0;
  let offset = 0;
  parts.forEach((part, index) => {
    for (const value of part) joined[place++] = value + offset;
    offset += ranges[index] ?? 0;
  });
  return joined;
}

export function joinedFloats(parts: readonly Float64Array[]): Float32Array {
  return filled(new Float32Array(total(parts)), parts);
}

export function joinedDoubles(parts: readonly Float64Array[]): Float64Array {
  return filled(new Float64Array(total(parts)), parts);
}

function filled<T extends Numbers>(joined: T, parts: readonly Float64Array[]): T {
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}
