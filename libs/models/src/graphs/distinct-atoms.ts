import { mixed, numbered, type Classes } from './hashes';

const FIRST_SEED = 0x9e3779b9;
const SECOND_SEED = 0x51ed270b;

/**
 * Sorts atoms into classes that message passing cannot tell apart: atoms of one element whose bonds
 * have the same labels and lead to the same classes (the coarsest equitable partition, by colour
 * refinement). A network gives all atoms of a class the same features, whatever its weights.
 *
 * What surrounds an atom is compared by two sums of 32 bits, which make a key of 53: among a
 * thousand atoms, two different ones share it with a probability of 1e-10.
 *
 * @param type element of each atom
 * @param label what the network sees of each bond besides its ends, as a whole number
 */
export function distinctAtoms(
  type: Int32Array,
  receiver: Int32Array,
  sender: Int32Array,
  label: Int32Array,
): Classes {
  const atoms = type.length;
  const bonds = label.length;
  const labels = new Int32Array(bonds);
  for (let bond = 0; bond < bonds; bond++) {
    labels[bond] = Math.imul(mixed((label[bond] ?? 0) + 1), FIRST_SEED);
  }
  const first = type.slice();
  const second = new Int32Array(atoms);
  let classes = numbered(first, second);
  while (classes.count < atoms) {
    const { ofMember } = classes;
    for (let atom = 0; atom < atoms; atom++) {
      first[atom] = mixed((ofMember[atom] ?? 0) ^ FIRST_SEED);
      second[atom] = mixed((ofMember[atom] ?? 0) ^ SECOND_SEED);
    }
    for (let bond = 0; bond < bonds; bond++) {
      const atom = receiver[bond] ?? 0;
      const end = mixed(((labels[bond] ?? 0) + (ofMember[sender[bond] ?? 0] ?? 0)) | 0);
      first[atom] = (first[atom] ?? 0) + end;
      second[atom] = (second[atom] ?? 0) + mixed(end ^ SECOND_SEED);
    }
    const refined = numbered(first, second);
    // A finer partition has more classes: the same number means that nothing changed.
    if (refined.count === classes.count) break;
    classes = refined;
  }
  return classes;
}
