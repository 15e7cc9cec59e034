interface Values {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** For each axis of the result, how far the operand moves on a step along it. */
function stridesIn(operand: readonly number[], shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(0);
  let step = 1;
  for (let axis = operand.length - 1; axis >= 0; axis--) {
    const size = operand[axis] ?? 1;
    if (size !== 1) strides[axis + shape.length - operand.length] = step;
    step *= size;
  }
  return strides;
}

/** Calls back with the offset into each operand for every element of a shape, in row-major order. */
export function forEachOffset(
  shape: readonly number[],
  strides: readonly (readonly number[])[],
  visit: (offsets: readonly number[], index: number) => void,
): void {
  const count = shape.reduce((product, size) => product * size, 1);
  const position = new Array<number>(shape.length).fill(0);
  const offsets = new Array<number>(strides.length).fill(0);
  for (let index = 0; index < count; index++) {
    visit(offsets, index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      const next = ((position[axis] ?? 0) + 1) % size;
      const moved = next === 0 ? 1 - size : 1;
      for (const [i, list] of strides.entries()) {
        offsets[i] = (offsets[i] ?? 0) + moved * (list[axis] ?? 0);
      }
      position[axis] = next;
      if (next !== 0) break;
    }
  }
}

/** Applies a function to two known tensors with broadcasting to `shape`. */
export function evaluateBroadcast(
  f: (a: number, b: number) => number,
  a: Values,
  b: Values,
  shape: readonly number[],
): Float64Array {
  const result = new Float64Array(shape.reduce((product, size) => product * size, 1));
  const strides = [stridesIn(a.shape, shape), stridesIn(b.shape, shape)];
  forEachOffset(shape, strides, ([i = 0, j = 0], index) => {
    result[index] = f(a.values[i] ?? 0, b.values[j] ?? 0);
  });
  return result;
}

/** The values of a known tensor with its axes in another order. */
export function evaluateTranspose(x: Values, perm: readonly number[]): Float64Array {
  const own = stridesIn(x.shape, x.shape);
  const shape = perm.map((axis) => x.shape[axis] ?? 1);
  const result = new Float64Array(x.values.length);
  forEachOffset(shape, [perm.map((axis) => own[axis] ?? 0)], ([i = 0], index) => {
    result[index] = x.values[i] ?? 0;
  });
  return result;
}

/** The values of known tensors joined along one axis. */
export function evaluateConcat(parts: readonly Values[], axis: number): Float64Array {
  /** How many values one tensor has from the axis on. */
  const runOf = ({ shape }: Values): number =>
    shape.slice(axis).reduce((product, size) => product * size, 1);
  const total = parts.reduce((sum, part) => sum + runOf(part), 0);
  const result = new Float64Array(parts.reduce((sum, { values }) => sum + values.length, 0));
  let start = 0;
  for (const part of parts) {
    const run = runOf(part);
    for (let index = 0; index < part.values.length; index++) {
      const row = Math.floor(index / run);
      result[row * total + start + index - row * run] = part.values[index] ?? 0;
    }
    start += run;
  }
  return result;
}
