import { at } from './at';

/** Members of the same kind. */
export interface Groups {
  /** Numbered from 0 by their first members. */
  readonly ofMember: Int32Array;
  readonly first: Int32Array;
  readonly count: Float64Array;
}

/** @param classes a number of each member's kind */
export function groups(classes: Int32Array): Groups {
  const known = new Map<number, number>();
  const first: number[] = [];
  const count: number[] = [];
  const ofMember = classes.map((name, member) => {
    const index = known.get(name) ?? first.length;
    if (index === first.length) {
      known.set(name, index);
      first.push(member);
      count.push(0);
    }
    count[index] = at(count, index) + 1;
    return index;
  });
  return { ofMember, first: Int32Array.from(first), count: Float64Array.from(count) };
}
