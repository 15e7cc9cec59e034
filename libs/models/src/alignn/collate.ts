import type { Feeds } from '@nano-os/tensor';
import { joinedDoubles, joinedFloats, joinedInts, one } from '../graphs/joined';
import type { AlignnGraph, Links } from './graph';

/** The feeds of `alignnInputs`: the graphs side by side, their indices moved on. */
export function collate(graphs: readonly AlignnGraph[]): Feeds {
  const atoms = graphs.map(({ type }) => type.length);
  const atomCrystal = graphs.map(({ type }, crystal) => new Int32Array(type.length).fill(crystal));
  return {
    atomic_number: one(joinedInts(graphs.map(({ type }) => type))),
    atom_crystal: one(joinedInts(atomCrystal)),
    atom_copies: one(joinedFloats(graphs.map(({ copies }) => copies))),
    crystal_atoms: one(Float32Array.from(graphs, ({ numAtoms }) => numAtoms)),
    ...linkFeeds(
      'bond',
      graphs.map(({ bonds }) => bonds),
      atoms,
      graphs.map(({ distance }) => distance),
    ),
    length: one(joinedDoubles(graphs.map(({ distance }) => distance))),
    ...linkFeeds(
      'angle',
      graphs.map(({ angles }) => angles),
      graphs.map(({ bonds }) => bonds.receiver.length),
      graphs.map(({ cosine }) => cosine),
    ),
    cosine: one(joinedDoubles(graphs.map(({ cosine }) => cosine))),
  };
}

/** @param nodes how many nodes the links of each graph are between */
function linkFeeds(
  name: string,
  links: readonly Links[],
  nodes: readonly number[],
  values: readonly Float64Array[],
): Feeds {
  const lengths = values.map(({ length }) => length);
  return {
    [`${name}_receiver`]: one(
      joinedInts(
        links.map(({ receiver }) => receiver),
        nodes,
      ),
    ),
    [`${name}_sender`]: one(
      joinedInts(
        links.map(({ sender }) => sender),
        nodes,
      ),
    ),
    [`${name}_value`]: one(
      joinedInts(
        links.map(({ value }) => value),
        lengths,
      ),
    ),
    [`${name}_weight`]: one(joinedFloats(links.map(({ weight }) => weight))),
  };
}
