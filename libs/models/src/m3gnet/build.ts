import { grad, sigmoid, silu, type Tensor } from '@nano-os/tensor';
import { elementRows } from '../layers/element-rows';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';
import { allBonds, distinctBonds, type Bonds } from './bonds';
import { radialSize, type M3gnetConfig } from './config';
import { convolve, type Features } from './convolution';
import { distinctInputs } from './distinct/inputs';
import { m3gnetInputs } from './inputs';
import { atomEnergies, crystalValue } from './readout';

/**
 * The network's outputs. With the readout `energy` these are `atom_energy` [atoms], in the unit of
 * `scale`, and `bond_gradient` [bonds, 3], the derivatives of their sum by the bond vectors; both in
 * double precision. Other readouts give `value` [crystals].
 */
export function build(config: M3gnetConfig, weights: WeightSource): Record<string, Tensor> {
  if (config.readout !== 'energy') {
    const inputs = distinctInputs();
    const { atoms } = featuresOf(
      inputs.atomicNumber,
      distinctBonds(inputs, config),
      config,
      weights,
    );
    return { value: crystalValue(atoms, inputs, weights, config) };
  }
  const inputs = m3gnetInputs();
  const { atoms } = featuresOf(inputs.atomicNumber, allBonds(inputs, config), config, weights);
  const energies = atomEnergies(atoms, inputs, weights, config);
  const [gradient = energies] = grad(energies, [inputs.vectors]);
  return { atom_energy: energies, bond_gradient: gradient };
}

/** The features of atoms and bonds after all blocks. */
function featuresOf(
  atomicNumber: Tensor,
  bonds: Bonds,
  config: M3gnetConfig,
  weights: WeightSource,
): Features {
  const { elements, atomSize, bondSize, blocks, degrees, radialOrders } = config;
  const table = weights('embedding', [elements.length, atomSize]);
  let features: Features = {
    atoms: elementRows(table, elements, atomicNumber),
    bonds: silu(linear(bonds.radial, weights, 'bond_embedding', radialSize(config), bondSize)),
  };
  for (let block = 0; block < blocks; block++) {
    const name = `block.${block}`;
    const functions = degrees * radialOrders;
    const ofAtoms = linear(features.atoms, weights, `${name}.triple.atom`, atomSize, functions);
    const triples = bonds.tripleSums(sigmoid(ofAtoms));
    features = convolve(features, triples, bonds, weights, name, config);
  }
  return features;
}
