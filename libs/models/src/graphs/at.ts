/** An element that the caller knows to be there; NaN would show that it was not. */
export function at(
  array: Float64Array | Float32Array | Int32Array | readonly number[],
  index: number,
): number {
  return array[index] ?? NaN;
}
