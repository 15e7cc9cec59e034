import type { Feeds } from '@nano-os/tensor';
import { setMoved } from '../graphs/set-moved';
import type { M3gnetConfig } from './config';
import type { WholeGraph } from './graph';
import { pieceSizes } from './pieces';

/**
 * The feeds of `m3gnetInputs`: the graphs side by side, the indices of their atoms moved on, and at
 * the end bonds of the first atom with itself, as long as the cutoff so that they carry nothing, until
 * the pieces are of one size.
 */
export function collateWhole(graphs: readonly WholeGraph[], { cutoff }: M3gnetConfig): Feeds {
  const atoms = graphs.reduce((sum, { atomicNumber }) => sum + atomicNumber.length, 0);
  const real = graphs.reduce((sum, { source }) => sum + source.length, 0);
  const { pieces, filler } = pieceSizes(real);
  const bonds = real + filler;
  const atomicNumber = new Int32Array(atoms);
  const atomCrystal = new Int32Array(atoms);
  const crystalAtoms = new Float32Array(graphs.length);
  const source = new Int32Array(bonds);
  const target = new Int32Array(bonds);
  const vectors = new Float64Array(3 * bonds);
  let atom = 0;
  let bond = 0;
  graphs.forEach((graph, crystal) => {
    const count = graph.atomicNumber.length;
    atomicNumber.set(graph.atomicNumber, atom);
    atomCrystal.fill(crystal, atom, atom + count);
    crystalAtoms[crystal] = count;
    setMoved(source, graph.source, bond, atom);
    setMoved(target, graph.target, bond, atom);
    vectors.set(graph.vectors, 3 * bond);
    atom += count;
    bond += graph.source.length;
  });
  for (let extra = real; extra < bonds; extra++) vectors[3 * extra] = cutoff;
  return {
    atomic_number: { data: atomicNumber, dims: [atoms] },
    atom_crystal: { data: atomCrystal, dims: [atoms] },
    crystal_atoms: { data: crystalAtoms, dims: [graphs.length] },
    crystal_volume: {
      data: Float64Array.from(graphs, ({ volume }) => volume),
      dims: [graphs.length],
    },
    bond_source: { data: source, dims: [bonds] },
    bond_target: { data: target, dims: [bonds] },
    bond_vector: { data: vectors, dims: [bonds, 3] },
    pieces: { data: new Int32Array(pieces), dims: [pieces] },
  };
}
