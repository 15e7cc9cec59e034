import type { NeighbourList } from '@nano-os/crystal';
import { at } from '../../graphs/at';
import { groups } from '../../graphs/groups';
import { shellsOf } from '../../graphs/shells';
import { bondClasses, type KnownBonds } from './classes';
import type { DistinctGraph, DistinctShortBonds } from './graph';
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
  const list = indicesOf(source.length, (bond) => (distance[bond] ?? NaN) < cutoff);
  list.forEach((bond, index) => (place[bond] = index));
  const known: KnownBonds = {
    source,
    target,
    shell: lengths.shell,
    short: {
      source: picked(source, list),
      target: picked(target, list),
      shell: picked(lengths.shell, list),
      harmonics: harmonicsOf(list, vector, distance),
    },
    place,
  };
  const classes = bondClasses(atomicNumber, known);
  const atoms = groups(classes.atoms.ofMember);
  const bonds = groups(classes.bonds.ofMember);
  const ends = picked(classes.atoms.ofMember, picked(target, bonds.first));
  return {
    numAtoms: atomicNumber.length,
    atomicNumber: picked(atomicNumber, atoms.first),
    copies: atoms.count,
    source: picked(classes.atoms.ofMember, picked(source, bonds.first)),
    target: ends,
    length: picked(lengths.shell, bonds.first),
    weight: bonds.count.map((count, bond) => count / at(atoms.count, at(ends, bond))),
    distance: lengths.distance,
    short: shortBonds(bonds.first, known),
    rays: raysOf(known.short, classes.atoms.ofMember, atoms.first),
  };
}

function shortBonds(first: Int32Array, { place, short }: KnownBonds): DistinctShortBonds {
  const places = picked(place, first);
  const bond = indicesOf(places.length, (index) => (places[index] ?? -1) >= 0);
  return { bond, harmonics: rowsOf(short.harmonics, picked(places, bond)) };
}

/** The numbers below `count` that are chosen. */
function indicesOf(count: number, isChosen: (index: number) => boolean): Int32Array {
  const indices = new Int32Array(count);
  let chosen = 0;
  for (let index = 0; index < count; index++) if (isChosen(index)) indices[chosen++] = index;
  return indices.slice(0, chosen);
}

function picked(values: Int32Array, indices: Int32Array): Int32Array {
  const found = new Int32Array(indices.length);
  for (let place = 0; place < found.length; place++)
    found[place] = values[indices[place] ?? 0] ?? 0;
  return found;
}

function rowsOf(harmonics: Float64Array, rows: Int32Array): Float64Array {
  const found = new Float64Array(HARMONICS * rows.length);
  rows.forEach((row, index) => {
    found.set(harmonics.subarray(HARMONICS * row, HARMONICS * (row + 1)), HARMONICS * index);
  });
  return found;
}
