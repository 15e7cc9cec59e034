import { at } from './at';

/** Which class each atom belongs to. */
export interface Classes {
  /** Classes are numbered by their first atom. */
  readonly ofAtom: Int32Array;
  readonly count: number;
}

/** Spreads the bits of a whole number over 32, each depending on all. */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return bits ^ (bits >>> 16);
}

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
  const labels = new Int32Array(label.length);
  for (let bond = 0; bond < labels.length; bond++) {
    labels[bond] = Math.imul(mixed(at(label, bond) + 1), FIRST_SEED);
  }
  const first = type.slice();
  const second = new Int32Array(atoms);
  let classes = numbered(first, second);
  while (classes.count < atoms) {
    const { ofAtom } = classes;
    for (let atom = 0; atom < atoms; atom++) {
      first[atom] = mixed(at(ofAtom, atom) ^ FIRST_SEED);
      second[atom] = mixed(at(ofAtom, atom) ^ SECOND_SEED);
    }
    for (let bond = 0; bond < receiver.length; bond++) {
      const atom = at(receiver, bond);
      const end = mixed((at(labels, bond) + at(ofAtom, at(sender, bond))) | 0);
      first[atom] = at(first, atom) + end;
      second[atom] = at(second, atom) + mixed(end ^ SECOND_SEED);
    }
    const refined = numbered(first, second);
    // A finer partition has more classes: the same number means that nothing changed.
    if (refined.count === classes.count) break;
    classes = refined;
  }
  return classes;
}

function numbered(first: Int32Array, second: Int32Array): Classes {
  const known = new Map<number, number>();
  const ofAtom = new Int32Array(first.length);
  for (let atom = 0; atom < first.length; atom++) {
    const key = at(first, atom) * 2 ** 21 + (at(second, atom) >>> 11);
    let index = known.get(key);
    if (index === undefined) {
      index = known.size;
      known.set(key, index);
    }
    ofAtom[atom] = index;
  }
  return { ofAtom, count: known.size };
}
