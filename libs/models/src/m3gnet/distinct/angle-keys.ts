import { mixed } from '../../graphs/hashes';
import { HARMONICS } from './harmonics';
import type { KnownShortBonds } from './rays';

/** Harmonics that tell directions apart: of degree 1 from here, of degree 2 from there on. */
const FROM = 1;
const FROM_SECOND = 4;
const SEEDS = [0x1b873593, 0x27d4eb2f, 0x165667b1] as const;
const SECOND_DEGREE = 0x5bd1e995;
const SECOND_KEY = 0x2c1b3c6d;

/** Sums that differ by less are one, as lengths of bonds are; see `shellsOf`. */
const STEPS = 2 ** 17;

/**
 * For each short bond two keys of its triples. What a network sees of the angles with the other bonds
 * of its atom are, for each kind of these, sums of their Legendre polynomials. These are compared by
 * three sums of all with factors at random that go with the kinds: one that differs by x goes
 * unnoticed with a probability of some (2⁻¹⁷/x)³. By the addition theorem such a sum is a product of
 * the bond's harmonics with sums that serve all bonds of the atom.
 * @param ofAtom the class of each atom; bonds of one kind have one length and end at atoms of one class
 */
export function angleKeys(
  { source, target, shell, harmonics }: KnownShortBonds,
  ofAtom: Int32Array,
): { readonly first: Int32Array; readonly second: Int32Array } {
  const bonds = source.length;
  const first = new Int32Array(bonds);
  const second = new Int32Array(bonds);
  const sums = new Float64Array(HARMONICS * ofAtom.length);
  for (const seed of SEEDS) {
    sums.fill(0);
    for (let bond = 0; bond < bonds; bond++) {
      const end = mixed((ofAtom[target[bond] ?? 0] ?? 0) + 1);
      const kind = mixed((end + (shell[bond] ?? 0)) ^ seed);
      const factor = kind * 2 ** -31;
      const ofSecond = mixed(kind ^ SECOND_DEGREE) * 2 ** -31;
      const sum = HARMONICS * (source[bond] ?? 0);
      const row = HARMONICS * bond;
      for (let i = FROM; i < HARMONICS; i++) {
        const value = (harmonics[row + i] ?? 0) * (i < FROM_SECOND ? factor : ofSecond);
        sums[sum + i] = (sums[sum + i] ?? 0) + value;
      }
    }
    for (let bond = 0; bond < bonds; bond++) {
      const sum = HARMONICS * (source[bond] ?? 0);
      const row = HARMONICS * bond;
      let product = 0;
      for (let i = FROM; i < HARMONICS; i++) {
        product += (harmonics[row + i] ?? 0) * (sums[sum + i] ?? 0);
      }
      const key = mixed(((first[bond] ?? 0) + Math.round(product * STEPS)) | 0);
      first[bond] = key;
      second[bond] = mixed((second[bond] ?? 0) + (key ^ SECOND_KEY));
    }
  }
  return { first, second };
}
