import type { Feeds } from '@nano-os/tensor';
import type { CrystalGraph } from './crystal-graph';
import { setMoved } from './set-moved';

/** The feeds of `graphInputs`: the graphs side by side, their indices moved on. */
export function collateGraphs(graphs: readonly CrystalGraph[]): Feeds {
  const atoms = total(graphs, ({ type }) => type.length);
  const bonds = total(graphs, ({ receiver }) => receiver.length);
  const shells = total(graphs, ({ distance }) => distance.length);
  const atomicNumber = new Int32Array(atoms);
  const atomCrystal = new Int32Array(atoms);
  const atomCopies = new Float32Array(atoms);
  const receiver = new Int32Array(bonds);
  const sender = new Int32Array(bonds);
  const shell = new Int32Array(bonds);
  const weight = new Float32Array(bonds);
  const distance = new Float64Array(shells);
  const crystalAtoms = new Float32Array(graphs.length);
  let atom = 0;
  let bond = 0;
  let length = 0;
  graphs.forEach((graph, crystal) => {
    atomicNumber.set(graph.type, atom);
    atomCrystal.fill(crystal, atom, atom + graph.type.length);
    atomCopies.set(graph.copies, atom);
    setMoved(receiver, graph.receiver, bond, atom);
    setMoved(sender, graph.sender, bond, atom);
    setMoved(shell, graph.shell, bond, length);
    weight.set(graph.weight, bond);
    distance.set(graph.distance, length);
    crystalAtoms[crystal] = graph.numAtoms;
    atom += graph.type.length;
    bond += graph.receiver.length;
    length += graph.distance.length;
  });
  const one = (data: Float32Array | Float64Array | Int32Array): Feeds[string] => ({
    data,
    dims: [data.length],
  });
  return {
    atomic_number: one(atomicNumber),
    atom_crystal: one(atomCrystal),
    atom_copies: one(atomCopies),
    bond_receiver: one(receiver),
    bond_sender: one(sender),
    bond_shell: one(shell),
    bond_weight: one(weight),
    shell_distance: one(distance),
    crystal_atoms: one(crystalAtoms),
  };
}

function total(graphs: readonly CrystalGraph[], count: (graph: CrystalGraph) => number): number {
  return graphs.reduce((sum, graph) => sum + count(graph), 0);
}
