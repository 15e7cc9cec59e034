import { inverse, timesRows, type Matrix3, type Vector3 } from './vectors';

/** Points of the lattice on a face belong to one side only, in spite of rounding. */
const FACE = 1e-9;

/** The points of the old lattice within the new cell, in old coordinates. */
export function latticePointsIn(matrix: Matrix3): Vector3[] {
  const corners: Vector3[] = [];
  for (const i of [0, 1])
    for (const j of [0, 1]) for (const k of [0, 1]) corners.push(timesRows([i, j, k], matrix));
  const range = (axis: 0 | 1 | 2): [number, number] => {
    const values = corners.map((corner) => corner[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[i0, i1], [j0, j1], [k0, k1]] = [range(0), range(1), range(2)];
  const back = inverse(matrix);
  const points: Vector3[] = [];
  for (let i = i0; i <= i1; i++) {
    for (let j = j0; j <= j1; j++) {
      for (let k = k0; k <= k1; k++) {
        const inside = timesRows([i, j, k], back).every((x) => x > -FACE && x < 1 - FACE);
        if (inside) points.push([i, j, k]);
      }
    }
  }
  return points;
}
