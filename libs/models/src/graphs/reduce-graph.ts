import { at } from './at';
import type { Bonds, CrystalGraph } from './crystal-graph';
import { distinctAtoms } from './distinct-atoms';
import type { Classes } from './hashes';
import { shellsOf } from './shells';

/** Weights that differ by less are one in the comparison of atoms. */
const WEIGHT_STEPS = 1 << 12;

/**
 * The graph of a crystal's distinct atoms: those that a network cannot tell apart are merged, and
 * so are bonds of one length between the same two. Networks whose outputs are of the whole crystal
 * answer the same at a third of the cost, and exactly the same for a supercell.
 * @param type row of each atom's element in the embedding
 */
export function reduceGraph(type: Int32Array, bonds: Bonds): CrystalGraph {
  const { shell, distance } = shellsOf(bonds.distance);
  const label = new Int32Array(shell.length);
  for (let bond = 0; bond < label.length; bond++) {
    const weight = Math.round(at(bonds.weight, bond) * (WEIGHT_STEPS - 1));
    label[bond] = at(shell, bond) * WEIGHT_STEPS + weight;
  }
  const classes = distinctAtoms(type, bonds.receiver, bonds.sender, label);
  const first = new Int32Array(classes.count).fill(-1);
  const copies = new Float64Array(classes.count);
  classes.ofMember.forEach((index, atom) => {
    if (first[index] === -1) first[index] = atom;
    copies[index] = at(copies, index) + 1;
  });
  return {
    numAtoms: type.length,
    type: first.map((atom) => at(type, atom)),
    copies,
    ...mergedBonds(bonds, shell, distance.length, classes, first),
    distance,
  };
}

/** The bonds of the first atom of each class; those of one length to one class count as one. */
function mergedBonds(
  { receiver, sender, weight }: Bonds,
  shell: Int32Array,
  shells: number,
  { ofMember }: Classes,
  first: Int32Array,
): Pick<CrystalGraph, 'receiver' | 'sender' | 'shell' | 'weight'> {
  const bonds = receiver.length;
  const to = new Int32Array(bonds);
  const from = new Int32Array(bonds);
  const length = new Int32Array(bonds);
  const sum = new Float64Array(bonds);
  const known = new Map<number, number>();
  let kept = 0;
  let last = -1;
  for (let bond = 0; bond < bonds; bond++) {
    const atom = at(receiver, bond);
    const own = at(ofMember, atom);
    if (at(first, own) !== atom) continue;
    // Bonds come by receiver: keys need not tell receivers apart.
    if (own !== last) known.clear();
    last = own;
    const other = at(ofMember, at(sender, bond));
    const key = other * shells + at(shell, bond);
    let merged = known.get(key);
    if (merged === undefined) {
      merged = kept++;
      known.set(key, merged);
      to[merged] = own;
      from[merged] = other;
      length[merged] = at(shell, bond);
    }
    sum[merged] = at(sum, merged) + at(weight, bond);
  }
  return {
    receiver: to.slice(0, kept),
    sender: from.slice(0, kept),
    shell: length.slice(0, kept),
    weight: sum.slice(0, kept),
  };
}
