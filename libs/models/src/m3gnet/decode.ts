import { at } from '../graphs/at';
import type { CrystalOutputs, RawOutputs } from '../network';
import { GPA_PER_EV_A3 } from '../units';
import type { M3gnetConfig } from './config';
import { isWhole, type M3gnetGraph, type WholeGraph } from './graph';

type Values = RawOutputs[string]['data'];

/**
 * The answers for each crystal of a batch. With the readout `energy`: `energy` of the cell, eV;
 * `forces`, three components an atom, eV/Å; `stresses`, nine components by rows, GPa, positive where
 * the crystal pulls its cell together. Else `value`.
 */
export function decode(
  outputs: RawOutputs,
  graphs: readonly M3gnetGraph[],
  { readout }: M3gnetConfig,
): CrystalOutputs[] {
  if (readout !== 'energy') {
    const values = valuesOf(outputs, 'value');
    return graphs.map((_, index) => ({ value: at(values, index) }));
  }
  const energies = valuesOf(outputs, 'atom_energy');
  const gradients = valuesOf(outputs, 'bond_gradient');
  let atom = 0;
  let bond = 0;
  return graphs.filter(isWhole).map((graph) => {
    const atoms = energies.subarray(atom, (atom += graph.atomicNumber.length));
    const bonds = gradients.subarray(3 * bond, 3 * (bond += graph.source.length));
    return {
      energy: sumOf(atoms),
      forces: forcesOf(graph, bonds),
      stresses: stressesOf(graph, bonds),
    };
  });
}

function valuesOf(outputs: RawOutputs, name: string): Values {
  const output = outputs[name];
  if (!output) throw new Error(`The network has no output ${name}`);
  return output.data;
}

function sumOf(values: Values): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** A longer bond moves its end away from its beginning. */
function forcesOf({ atomicNumber, source, target }: WholeGraph, gradients: Values): Float64Array {
  const forces = new Float64Array(3 * atomicNumber.length);
  for (let bond = 0; bond < source.length; bond++) {
    const from = 3 * at(source, bond);
    const to = 3 * at(target, bond);
    for (let axis = 0; axis < 3; axis++) {
      const gradient = at(gradients, 3 * bond + axis);
      forces[from + axis] = at(forces, from + axis) + gradient;
      forces[to + axis] = at(forces, to + axis) - gradient;
    }
  }
  return forces;
}

/**
 * The derivative of the energy by the strain, over the volume. A strain moves the end of each bond
 * by the strain times the bond's vector.
 */
function stressesOf({ vectors, volume }: WholeGraph, gradients: Values): Float64Array {
  const stresses = new Float64Array(9);
  for (let bond = 0; bond < vectors.length; bond += 3) {
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        const index = 3 * row + column;
        const work = at(vectors, bond + row) * at(gradients, bond + column);
        stresses[index] = at(stresses, index) + work;
      }
    }
  }
  return stresses.map((value) => (value * GPA_PER_EV_A3) / volume);
}
