import { distinctAtoms } from '../../graphs/distinct-atoms';
import { mixed, numbered, type Classes } from '../../graphs/hashes';
import { angleKeys } from './angle-keys';
import type { KnownShortBonds } from './rays';

/** Bonds of a crystal as they are told apart. */
export interface KnownBonds {
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Index of each bond's length among those that occur. */
  readonly shell: Int32Array;
  readonly short: KnownShortBonds;
  /** For each bond its place among the short ones, or -1. */
  readonly place: Int32Array;
}

/** The classes of atoms and those of bonds. */
export interface BondClasses {
  readonly atoms: Classes;
  readonly bonds: Classes;
}

const SEED = 0x2545f491;

/**
 * Sorts atoms and bonds into classes that no number of layers can tell apart: atoms of one class have
 * as many bonds of each class that begin and that end at them, and bonds of one class have one length,
 * join atoms of the same classes, and have the same angles with the bonds of each kind.
 */
export function bondClasses(atomicNumber: Int32Array, known: KnownBonds): BondClasses {
  const { source, target, shell } = known;
  // Most atoms that differ do so by the lengths of their bonds, which are quickly compared.
  let atoms = distinctAtoms(atomicNumber, target, source, shell);
  const receiver = joined(target, source);
  const sender = joined(source, target);
  for (;;) {
    const bonds = classesOfBonds(known, atoms.ofMember);
    const arriving = bonds.ofMember.map((name) => 2 * name);
    const leaving = arriving.map((name) => name + 1);
    const refined = distinctAtoms(atoms.ofMember, receiver, sender, joined(arriving, leaving));
    if (refined.count === atoms.count) return { atoms, bonds };
    atoms = refined;
  }
}

function joined(first: Int32Array, second: Int32Array): Int32Array {
  const both = new Int32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function classesOfBonds(
  { source, target, shell, short, place }: KnownBonds,
  ofAtom: Int32Array,
): Classes {
  const angles = angleKeys(short, ofAtom);
  const first = new Int32Array(source.length);
  const second = new Int32Array(source.length);
  for (let bond = 0; bond < source.length; bond++) {
    const index = place[bond] ?? -1;
    let key = mixed((ofAtom[source[bond] ?? 0] ?? 0) + 1);
    key = mixed((key + (ofAtom[target[bond] ?? 0] ?? 0)) | 0);
    key = mixed((key + (shell[bond] ?? 0)) | 0);
    key = mixed((key + (angles.first[index] ?? 0)) | 0);
    first[bond] = key;
    second[bond] = mixed(key ^ SEED) + (angles.second[index] ?? 0);
  }
  return numbered(first, second);
}
