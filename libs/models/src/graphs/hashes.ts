/** Which class each member belongs to: an atom, or a bond. */
export interface Classes {
  /** Classes are numbered by their first members. */
  readonly ofMember: Int32Array;
  readonly count: number;
}

/** Spreads the bits of a whole number over 32, each depending on all. */
export function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return bits ^ (bits >>> 16);
}

/** Classes of members that have the same two sums. */
export function numbered(first: Int32Array, second: Int32Array): Classes {
  const known = new Map<number, number>();
  const ofMember = new Int32Array(first.length);
  for (let member = 0; member < first.length; member++) {
    const key = (first[member] ?? 0) * 2 ** 21 + ((second[member] ?? 0) >>> 11);
    let index = known.get(key);
    if (index === undefined) {
      index = known.size;
      known.set(key, index);
    }
    ofMember[member] = index;
  }
  return { ofMember, count: known.size };
}
