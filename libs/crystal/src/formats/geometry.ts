import { cross, dot, norm, timesRows, type Matrix3, type Vector3 } from '../vectors';

/** Distances in Å between opposite faces of the cell. */
export function cellHeights([a, b, c]: Matrix3): [number, number, number] {
  const [u, v, w] = [cross(b, c), cross(c, a), cross(a, b)];
  const volume = Math.abs(dot(a, u));
  return [volume / norm(u), volume / norm(v), volume / norm(w)];
}

/** The coordinate within [0, 1). */
export function wrap(value: number): number {
  const wrapped = value - Math.floor(value);
  return wrapped < 1 ? wrapped : 0;
}

/** Distance in Å between two sites whose difference is near a lattice translation. */
export function periodicDistance(rows: Matrix3, one: Vector3, other: Vector3): number {
  const [x, y, z] = [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
  const gap = timesRows([x - Math.round(x), y - Math.round(y), z - Math.round(z)], rows);
  return Math.sqrt(dot(gap, gap));
}

/**
 * A number for a bin of a cell, whose bins may be more than there are numbers: few share one, and who looks a bin up
 * compares distances anyway. The largest cells that are read keep it an exact integer.
 */
export function binKey(u: number, v: number, w: number): number {
  return u * 73_856_093 + v * 19_349_663 + w * 83_492_791;
}
