import type { Dim, Shape } from './shape';

function broadcastDims(a: Dim, b: Dim): Dim | undefined {
  if (a === b || b === 1) return a;
  return a === 1 ? b : undefined;
}

/**
 * The shape of an elementwise result by NumPy's rule, where a named size goes with itself and 1.
 * @returns undefined when the shapes do not go together
 */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const result: Dim[] = [];
  for (let axis = 0; axis < rank; axis++) {
    const dim = broadcastDims(a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1);
    if (dim === undefined) return undefined;
    result.push(dim);
  }
  return result;
}

/** The axes of `to` along which a tensor of shape `from` is repeated to become it. */
export function repeatedAxes(from: Shape, to: Shape): number[] {
  const offset = to.length - from.length;
  const axes: number[] = [];
  for (const [axis, dim] of to.entries()) {
    if (axis < offset || (from[axis - offset] === 1 && dim !== 1)) axes.push(axis);
  }
  return axes;
}
