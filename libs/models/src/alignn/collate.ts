import type { Feeds } from '@nano-os/tensor';
import { flatFeed, joinedDoubles, joinedFloats, joinedInts } from '../graphs/joined';
import type { AlignnGraph, Links } from './graph';

/** The feeds of `alignnInputs`: the graphs side by side, their indices moved on. */
export function collate(graphs: readonly AlignnGraph[]): Feeds {
  const atoms = graphs.map(({ type }) => type.length);
  const atomCrystal = graphs.map(({ type }, crystal) => new Int32Array(type.length).fill(crystal));
  return {
    atomic_number: flatFeed(joinedInts(graphs.map(({ type }) => type))),
    atom_crystal: flatFeed(joinedInts(atomCrystal)),
    atom_copies: flatFeed(joinedFloats(graphs.map(({ copies }) => copies))),
    crystal_atoms: flatFeed(Float32Array.from(graphs, ({ numAtoms }) => numAtoms)),
    ...linkFeeds(
      'bond',
      graphs.map(({ bonds }) => bonds),
      atoms,
      graphs.map(({ distance }) => distance),
    ),
    length: flatFeed(joinedDoubles(graphs.map(({ distance }) => distance))),
    ...linkFeeds(
      'angle',
      graphs.map(({ angles }) => angles),
      graphs.map(({ bonds }) => bonds.receiver.length),
      graphs.map(({ cosine }) => cosine),
    ),
    cosine: flatFeed(joinedDoubles(graphs.map(({ cosine }) => cosine))),
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
    [`${name}_receiver`]: flatFeed(
      joinedInts(
        links.map(({ receiver }) => receiver),
        nodes,
      ),
    ),
    [`${name}_sender`]: flatFeed(
      joinedInts(
        links.map(({ sender }) => sender),
        nodes,
      ),
    ),
    [`${name}_value`]: flatFeed(
      joinedInts(
        links.map(({ value }) => value),
        lengths,
      ),
    ),
    [`${name}_weight`]: flatFeed(joinedFloats(links.map(({ weight }) => weight))),
  };
}
