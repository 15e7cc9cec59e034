import { at } from '../graphs/at';
import { distinctAtoms } from '../graphs/distinct-atoms';
import { groups, type Groups } from '../graphs/groups';
import { shellsOf, type Shells } from '../graphs/shells';
import { anglesOf, type Angles } from './angles';
import type { AlignnGraph, Links } from './graph';
import type { NearestBonds } from './nearest-bonds';

/**
 * The graph of a crystal's distinct atoms, bonds and angles. Atoms and bonds together are the nodes
 * of one graph, in which an atom hears of the bonds that end at it, and a bond of its two atoms and
 * of the bonds that end where it begins: those that no number of such messages can tell apart are
 * one.
 * @param type atomic number of each atom
 */
export function mergedGraph(type: Int32Array, bonds: NearestBonds): AlignnGraph {
  const lengths = shellsOf(bonds.distance);
  const angles = anglesOf(bonds);
  const cosines = shellsOf(angles.cosine);
  const classOf = classesOf(type, bonds, lengths, angles, cosines);
  const atoms = groups(classOf.subarray(0, type.length));
  const ofBond = groups(classOf.subarray(type.length));
  return {
    numAtoms: type.length,
    type: atoms.first.map((atom) => at(type, atom)),
    copies: atoms.count,
    bonds: mergedBonds(bonds, lengths, atoms, ofBond),
    distance: lengths.distance,
    ...mergedAngles(angles, cosines, ofBond),
  };
}

/** What a bond hears of, apart from angles. */
const BEGINS = 0;
const ENDS = 1;
/** What an atom hears of. */
const BOND = 2;
const ANGLE = 3;
/** Larger than any atomic number. */
const BONDS = 1000;

/** The class of each atom, then of each bond. */
function classesOf(
  type: Int32Array,
  { source, target, multiplicity }: NearestBonds,
  lengths: Shells,
  angles: Angles,
  cosines: Shells,
): Int32Array {
  const atoms = type.length;
  const count = source.length;
  const links = 3 * count + angles.to.length;
  const kinds = new Int32Array(atoms + count);
  const receiver = new Int32Array(links);
  const sender = new Int32Array(links);
  const label = new Int32Array(links);
  kinds.set(type);
  for (let bond = 0; bond < count; bond++) {
    const node = atoms + bond;
    kinds[node] = BONDS + 2 * at(lengths.shell, bond) + at(multiplicity, bond);
    receiver.fill(node, 3 * bond, 3 * bond + 2);
    receiver[3 * bond + BOND] = at(target, bond);
    sender[3 * bond + BEGINS] = at(source, bond);
    sender[3 * bond + ENDS] = at(target, bond);
    sender[3 * bond + BOND] = node;
    for (const what of [BEGINS, ENDS, BOND]) label[3 * bond + what] = what;
  }
  for (let angle = 0; angle < angles.to.length; angle++) {
    const link = 3 * count + angle;
    receiver[link] = atoms + at(angles.to, angle);
    sender[link] = atoms + at(angles.from, angle);
    label[link] = ANGLE + 2 * at(cosines.shell, angle) + at(angles.weight, angle);
  }
  return distinctAtoms(kinds, receiver, sender, label).ofMember;
}

/** All bonds of a class end at atoms of one class, at each of them as many. */
function mergedBonds(
  { source, target, multiplicity }: NearestBonds,
  lengths: Shells,
  atoms: Groups,
  { first, count }: Groups,
): Links {
  const receiver = first.map((bond) => at(atoms.ofMember, at(target, bond)));
  return {
    receiver,
    sender: first.map((bond) => at(atoms.ofMember, at(source, bond))),
    value: first.map((bond) => at(lengths.shell, bond)),
    weight: count.map(
      (bonds, index) =>
        (bonds * at(multiplicity, at(first, index))) / at(atoms.count, at(receiver, index)),
    ),
  };
}

/** The angles of the first bond of each class; those of one cosine with one class count as one. */
function mergedAngles(
  angles: Angles,
  cosines: Shells,
  { ofMember, first }: Groups,
): Pick<AlignnGraph, 'angles' | 'cosine'> {
  const receiver: number[] = [];
  const sender: number[] = [];
  const value: number[] = [];
  const weight: number[] = [];
  const known = new Map<number, number>();
  const used = new Map<number, number>();
  let last = -1;
  for (let angle = 0; angle < angles.to.length; angle++) {
    const bond = at(angles.to, angle);
    const own = at(ofMember, bond);
    if (at(first, own) !== bond) continue;
    // Angles come by the bond that they lead to: keys need not tell these apart.
    if (own !== last) known.clear();
    last = own;
    const shell = at(cosines.shell, angle);
    const other = at(ofMember, at(angles.from, angle));
    const key = other * cosines.distance.length + shell;
    const merged = known.get(key) ?? receiver.length;
    if (merged === receiver.length) {
      known.set(key, merged);
      receiver.push(own);
      sender.push(other);
      if (!used.has(shell)) used.set(shell, used.size);
      value.push(used.get(shell) ?? 0);
      weight.push(0);
    }
    weight[merged] = at(weight, merged) + at(angles.weight, angle);
  }
  return {
    angles: {
      receiver: Int32Array.from(receiver),
      sender: Int32Array.from(sender),
      value: Int32Array.from(value),
      weight: Float64Array.from(weight),
    },
    cosine: Float64Array.from(used.keys(), (shell) => at(cosines.distance, shell)),
  };
}
