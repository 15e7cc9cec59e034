import type { NeighbourList } from '@nano-os/crystal';
import { at } from '../../graphs/at';
import { groups } from '../../graphs/groups';
import { shellsOf } from '../../graphs/shells';
import { bondClasses, type KnownBonds } from './classes';
import type { DistinctGraph, ShortBonds } from './graph';
import { HARMONICS, harmonicsOf } from './harmonics';
import { raysOf } from './rays';

/**
 * The graph of a crystal's distinct atoms and bonds. Of a class the first atom stands for all, with the
 * bonds that begin at it.
 * @param cutoff Å; bonds that form triples reach as far
 */
export function mergedGraph(
  atomicNumber: Int32Array,
  near: Pick<NeighbourList, 'source' | 'target' | 'distance' | 'vector'>,
  cutoff: number,
): DistinctGraph {
  const { source, target, distance, vector } = near;
  const lengths = shellsOf(distance);
  const place = new Int32Array(source.length).fill(-1);
  const list = source.map((_, bond) => bond).filter((bond) => at(distance, bond) < cutoff);
  list.forEach((bond, index) => (place[bond] = index));
  const pick = (values: Int32Array): Int32Array => list.map((bond) => at(values, bond));
  const known: KnownBonds = {
    source,
    target,
    shell: lengths.shell,
    short: {
      source: pick(source),
      target: pick(target),
      shell: pick(lengths.shell),
      harmonics: harmonicsOf(list, vector, distance),
    },
    place,
  };
  const classes = bondClasses(atomicNumber, known);
  const atoms = groups(classes.atoms.ofAtom);
  const bonds = groups(classes.bonds.ofAtom);
  const ends = bonds.first.map((bond) => at(classes.atoms.ofAtom, at(target, bond)));
  return {
    numAtoms: atomicNumber.length,
    atomicNumber: atoms.first.map((atom) => at(atomicNumber, atom)),
    copies: atoms.count,
    source: bonds.first.map((bond) => at(classes.atoms.ofAtom, at(source, bond))),
    target: ends,
    length: bonds.first.map((bond) => at(lengths.shell, bond)),
    weight: bonds.count.map((count, bond) => count / at(atoms.count, at(ends, bond))),
    distance: lengths.distance,
    short: shortBonds(bonds.first, known),
    rays: raysOf(known.short, classes.atoms.ofAtom, atoms.first),
  };
}

function shortBonds(first: Int32Array, { place, short }: KnownBonds): ShortBonds {
  const bond = first.map((_, index) => index).filter((index) => at(place, at(first, index)) >= 0);
  return {
    bond,
    harmonics: rowsOf(
      short.harmonics,
      bond.map((index) => at(place, at(first, index))),
    ),
  };
}

function rowsOf(harmonics: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(HARMONICS * rows.length);
  rows.forEach((row, index) => {
    picked.set(harmonics.subarray(HARMONICS * row, HARMONICS * (row + 1)), HARMONICS * index);
  });
  return picked;
}
