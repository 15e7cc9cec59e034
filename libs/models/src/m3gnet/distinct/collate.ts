import type { Feed, Feeds } from '@nano-os/tensor';
import { flatFeed, joinedDoubles, joinedFloats, joinedInts } from '../../graphs/joined';
import { pieceSizes } from '../pieces';
import type { DistinctGraph } from './graph';
import { HARMONICS } from './harmonics';

/**
 * The feeds of `distinctInputs`: the graphs side by side, their indices moved on, and at the end bonds
 * that count nothing, until the pieces are of one size.
 */
export function collateDistinct(graphs: readonly DistinctGraph[]): Feeds {
  const atoms = graphs.map(({ atomicNumber }) => atomicNumber.length);
  const lengths = graphs.map(({ distance }) => distance.length);
  const bonds = graphs.map(({ source }) => source.length);
  const { pieces, filler } = pieceSizes(bonds.reduce((sum, count) => sum + count, 0));
  const indices = (
    of: (graph: DistinctGraph) => Int32Array,
    ranges: readonly number[],
    extra = 0,
  ): Feed => flatFeed(joinedInts(graphs.map(of), ranges, extra));
  const rows = (of: (graph: DistinctGraph) => Float64Array, extra = 0): Float32Array =>
    joinedFloats([...graphs.map(of), new Float64Array(extra)]);
  return {
    atomic_number: indices(({ atomicNumber }) => atomicNumber, []),
    atom_crystal: flatFeed(
      joinedInts(atoms.map((count, crystal) => new Int32Array(count).fill(crystal))),
    ),
    atom_copies: table(
      rows(({ copies }) => copies),
      1,
    ),
    crystal_atoms: flatFeed(Float32Array.from(graphs, ({ numAtoms }) => numAtoms)),
    bond_source: indices(({ source }) => source, atoms, filler),
    bond_target: indices(({ target }) => target, atoms, filler),
    bond_length: indices(({ length }) => length, lengths, filler),
    bond_weight: table(
      rows(({ weight }) => weight, filler),
      1,
    ),
    pieces: flatFeed(new Int32Array(pieces)),
    distance: table(joinedDoubles(graphs.map(({ distance }) => distance)), 1),
    short_bond: indices(({ short }) => short.bond, bonds),
    short_harmonics: table(
      rows(({ short }) => short.harmonics),
      HARMONICS,
    ),
    ray_source: indices(({ rays }) => rays.source, atoms),
    ray_target: indices(({ rays }) => rays.target, atoms),
    ray_length: indices(({ rays }) => rays.length, lengths),
    ray_harmonics: table(
      rows(({ rays }) => rays.harmonics),
      HARMONICS,
    ),
  };
}

const table = (data: Float32Array | Float64Array, columns: number): Feed => ({
  data,
  dims: [data.length / columns, columns],
});
