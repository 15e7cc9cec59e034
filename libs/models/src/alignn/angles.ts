import { at } from '../graphs/at';
import type { NearestBonds } from './nearest-bonds';

/** Angles of a crystal between a bond that ends at an atom and one that begins there. */
export interface Angles {
  /** The bond that begins at the atom; rising. */
  readonly to: Int32Array;
  /** The bond that ends at the atom: any, also the one that `to` is the way back of. */
  readonly from: Int32Array;
  /** Of the angle between the two, both seen from the atom. */
  readonly cosine: Float64Array;
  /** How often each angle counts. */
  readonly weight: Int32Array;
}

/** Å; two vectors that differ by no more in any component are one. */
const SAME = 0.02;

/**
 * The angles at every atom. They count as often as the bond that they come from; but where a bond
 * joins images of one atom, so that it both begins and ends there, it makes no angle with itself.
 */
export function anglesOf({
  source,
  distance,
  vector,
  reverse,
  multiplicity,
}: NearestBonds): Angles {
  const starts = startsOf(source);
  const degrees = starts.map((start, site) => at(starts, site + 1) - start).slice(0, -1);
  const count = degrees.reduce((sum, degree) => sum + degree * degree, 0);
  const to = new Int32Array(count);
  const from = new Int32Array(count);
  const cosine = new Float64Array(count);
  const weight = new Int32Array(count);
  const areOpposite = (bond: number, other: number): boolean =>
    [0, 1, 2].every((i) => Math.abs(at(vector, 3 * bond + i) + at(vector, 3 * other + i)) < SAME);
  let angle = 0;
  degrees.forEach((degree, site) => {
    const start = at(starts, site);
    for (let bond = start; bond < start + degree; bond++) {
      for (let other = start; other < start + degree; other++) {
        to[angle] = bond;
        from[angle] = at(reverse, other);
        const product =
          at(vector, 3 * bond) * at(vector, 3 * other) +
          at(vector, 3 * bond + 1) * at(vector, 3 * other + 1) +
          at(vector, 3 * bond + 2) * at(vector, 3 * other + 2);
        const value = product / (at(distance, bond) * at(distance, other));
        cosine[angle] = Math.max(-1, Math.min(1, value));
        const isItself = at(multiplicity, bond) > 1 && areOpposite(bond, other);
        weight[angle] = at(multiplicity, other) - (isItself ? 1 : 0);
        angle++;
      }
    }
  });
  return { to, from, cosine, weight };
}

/** Where the bonds of each atom begin, and after the last where they all end. */
function startsOf(source: Int32Array): Int32Array {
  const sites = (source.at(-1) ?? -1) + 1;
  const starts = new Int32Array(sites + 1);
  for (const site of source) starts[site + 1] = at(starts, site + 1) + 1;
  for (let site = 1; site <= sites; site++) starts[site] = at(starts, site) + at(starts, site - 1);
  return starts;
}
