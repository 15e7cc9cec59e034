/** Copies indices to `start` on, each moved on by `offset`. */
export function setMoved(to: Int32Array, from: Int32Array, start: number, offset: number): void {
  for (let index = 0; index < from.length; index++) to[start + index] = (from[index] ?? 0) + offset;
}
