/**
 * An element that the caller knows to be there; NaN would show that it was not. Not for loops over all
 * bonds: this one look-up meets arrays of every kind, which V8 makes slow everywhere.
 */
export function at(
  array: Float64Array | Float32Array | Int32Array | readonly number[],
  index: number,
): number {
  return array[index] ?? NaN;
}
