import { at } from './at';

/** The lengths that occur among bonds, and which each bond has. */
export interface Shells {
  /** Index into `distance`, one a bond. */
  readonly shell: Int32Array;
  /** Å */
  readonly distance: Float64Array;
}

/**
 * Lengths within one 2⁻¹⁷ Å (7.6e-6 Å) are one shell: files give coordinates with some six digits,
 * so that bonds which symmetry makes equal differ by about as much. No decimal of fewer than
 * seventeen digits lies on a border between two, where rounding would decide.
 */
const SHELLS_PER_ANGSTROM = 2 ** 17;

/**
 * Gathers bonds of one length into shells. A shell has the mean length of its bonds, so that what
 * a sum over them loses is of second order in their spread.
 * @param distance Å
 */
export function shellsOf(distance: Float64Array): Shells {
  const known = new Map<number, number>();
  const shell = new Int32Array(distance.length);
  const sums: number[] = [];
  const counts: number[] = [];
  for (let bond = 0; bond < distance.length; bond++) {
    const length = distance[bond] ?? NaN;
    const key = Math.round(length * SHELLS_PER_ANGSTROM);
    let index = known.get(key);
    if (index === undefined) {
      index = sums.length;
      known.set(key, index);
      sums.push(0);
      counts.push(0);
    }
    shell[bond] = index;
    sums[index] = (sums[index] ?? 0) + length;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const mean = Float64Array.from(sums, (sum, index) => sum / at(counts, index));
  return { shell, distance: mean };
}
