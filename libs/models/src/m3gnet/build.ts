import { grad, sigmoid, silu, type Tensor } from '@nano-os/tensor';
import { elementRows } from '../layers/element-rows';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';
import { radialSize, type M3gnetConfig } from './config';
import { convolve, type Features } from './convolution';
import { geometryOf } from './geometry';
import { m3gnetInputs, type M3gnetInputs } from './inputs';
import { atomEnergies, crystalValue } from './readout';
import { tripleSums } from './triple-sums';

/**
 * The network's outputs. With the readout `energy` these are `atom_energy` [atoms], in the unit of
 * `scale`, and `bond_gradient` [bonds, 3], the derivatives of their sum by the bond vectors; both in
 * double precision. Other readouts give `value` [crystals].
 */
export function build(config: M3gnetConfig, weights: WeightSource): Record<string, Tensor> {
  const inputs = m3gnetInputs();
  const { atoms } = featuresOf(inputs, config, weights);
  if (config.readout !== 'energy') {
    return { value: crystalValue(atoms, inputs, weights, config) };
  }
  const energies = atomEnergies(atoms, inputs, weights, config);
  const [gradient = energies] = grad(energies, [inputs.vectors]);
  return { atom_energy: energies, bond_gradient: gradient };
}

/** The features of atoms and bonds after all blocks. */
function featuresOf(inputs: M3gnetInputs, config: M3gnetConfig, weights: WeightSource): Features {
  const geometry = geometryOf(inputs.vectors, config);
  const sums = tripleSums(inputs, geometry, config);
  const { elements, atomSize, bondSize, blocks, degrees, radialOrders } = config;
  const table = weights('embedding', [elements.length, atomSize]);
  const { radial } = geometry;
  let features: Features = {
    atoms: elementRows(table, elements, inputs.atomicNumber),
    bonds: silu(linear(radial, weights, 'bond_embedding', radialSize(config), bondSize)),
  };
  for (let block = 0; block < blocks; block++) {
    const name = `block.${block}`;
    const functions = degrees * radialOrders;
    const ofAtoms = linear(features.atoms, weights, `${name}.triple.atom`, atomSize, functions);
    const triples = sums(sigmoid(ofAtoms));
    features = convolve(features, triples, radial, inputs, weights, name, config);
  }
  return features;
}
