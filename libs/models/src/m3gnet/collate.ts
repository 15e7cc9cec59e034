import type { Feeds } from '@nano-os/tensor';
import type { M3gnetGraph } from './graph';

/** The feeds of `m3gnetInputs`: the graphs side by side, the indices of their atoms moved on. */
export function collate(graphs: readonly M3gnetGraph[]): Feeds {
  const atoms = graphs.reduce((sum, { atomicNumber }) => sum + atomicNumber.length, 0);
  const bonds = graphs.reduce((sum, { source }) => sum + source.length, 0);
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
  return {
    atomic_number: { data: atomicNumber, dims: [atoms] },
    atom_crystal: { data: atomCrystal, dims: [atoms] },
    crystal_atoms: { data: crystalAtoms, dims: [graphs.length] },
    bond_source: { data: source, dims: [bonds] },
    bond_target: { data: target, dims: [bonds] },
    bond_vector: { data: vectors, dims: [bonds, 3] },
  };
}

/** Copies indices to `start` on, each moved on by `offset`. */
function setMoved(to: Int32Array, from: Int32Array, start: number, offset: number): void {
  for (let index = 0; index < from.length; index++) to[start + index] = (from[index] ?? 0) + offset;
}
