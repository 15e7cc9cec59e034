import type { Feeds } from '@nano-os/tensor';
import type { AlignnGraph, Links } from './graph';

type Numbers = Float32Array | Float64Array | Int32Array;

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

const one = (data: Numbers): Feeds[string] => ({ data, dims: [data.length] });

const total = (parts: readonly Numbers[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

/** @param ranges how far the indices of each part move on those of the parts after it */
function joinedInts(parts: readonly Int32Array[], ranges: readonly number[] = []): Int32Array {
  const joined = new Int32Array(total(parts));
  let place = 0;
  let offset = 0;
  parts.forEach((part, index) => {
    for (const value of part) joined[place++] = value + offset;
    offset += ranges[index] ?? 0;
  });
  return joined;
}

function joinedFloats(parts: readonly Float64Array[]): Float32Array {
  return filled(new Float32Array(total(parts)), parts);
}

function joinedDoubles(parts: readonly Float64Array[]): Float64Array {
  return filled(new Float64Array(total(parts)), parts);
}

function filled<T extends Numbers>(joined: T, parts: readonly Float64Array[]): T {
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}
