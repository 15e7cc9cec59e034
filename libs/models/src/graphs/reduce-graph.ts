import { at } from './at';
import type { Bonds, CrystalGraph } from './crystal-graph';
import { distinctAtoms, type Classes } from './distinct-atoms';
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
  const label = shell.map(
    (index, bond) => index * WEIGHT_STEPS + Math.round(at(bonds.weight, bond) * (WEIGHT_STEPS - 1)),
  );
  const classes = distinctAtoms(type, bonds.receiver, bonds.sender, label);
  const first = new Int32Array(classes.count).fill(-1);
  const copies = new Float64Array(classes.count);
  classes.ofAtom.forEach((index, atom) => {
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
  { ofAtom, count }: Classes,
  first: Int32Array,
): Pick<CrystalGraph, 'receiver' | 'sender' | 'shell' | 'weight'> {
  const kept: number[] = [];
  const weights: number[] = [];
  const known = new Map<number, number>();
  for (let bond = 0; bond < receiver.length; bond++) {
    const atom = at(receiver, bond);
    const to = at(ofAtom, atom);
    if (at(first, to) !== atom) continue;
    const key = (to * count + at(ofAtom, at(sender, bond))) * shells + at(shell, bond);
    const merged = known.get(key);
    if (merged === undefined) {
      known.set(key, kept.length);
      kept.push(bond);
      weights.push(at(weight, bond));
    } else {
      weights[merged] = at(weights, merged) + at(weight, bond);
    }
  }
  return {
    receiver: Int32Array.from(kept, (bond) => at(ofAtom, at(receiver, bond))),
    sender: Int32Array.from(kept, (bond) => at(ofAtom, at(sender, bond))),
    shell: Int32Array.from(kept, (bond) => at(shell, bond)),
    weight: Float64Array.from(weights),
  };
}
