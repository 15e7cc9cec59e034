import { add, grad, sigmoid, silu, type Tensor } from '@nano-os/tensor';
import { elementRows } from '../layers/element-rows';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';
import { radialSize, type M3gnetConfig } from './config';
import { convolve, type Features } from './convolution';
import { gatedUnit } from './gated';
import { geometryOf } from './geometry';
import { m3gnetInputs } from './inputs';
import { atomEnergies, crystalValue } from './readout';
import { tripleSums } from './triple-sums';

/**
 * The network's outputs. With the readout `energy` these are `atom_energy` [atoms], in the unit of
 * `scale`, and `bond_gradient` [bonds, 3], the derivatives of their sum by the bond vectors; both in
 * double precision. Other readouts give `value` [crystals].
 */
export function build(config: M3gnetConfig, weights: WeightSource): Record<string, Tensor> {
  const inputs = m3gnetInputs();
  const geometry = geometryOf(inputs.vectors, config);
  const sums = tripleSums(inputs, geometry, config);
  const { elements, atomSize, bondSize, blocks, degrees, radialOrders } = config;
  const table = weights('embedding', [elements.length, atomSize]);
  const functions = degrees * radialOrders;
  let features: Features = {
    atoms: elementRows(table, elements, inputs.atomicNumber),
    bonds: silu(linear(geometry.radial, weights, 'bond_embedding', radialSize(config), bondSize)),
  };
  for (let block = 0; block < blocks; block++) {
    const name = `block.${block}`;
    const lent = sigmoid(
      linear(features.atoms, weights, `${name}.triple.atom`, atomSize, functions),
    );
    const angles = gatedUnit(sums(lent), weights, `${name}.triple`, functions, bondSize);
    features = convolve(
      { atoms: features.atoms, bonds: add(features.bonds, angles) },
      inputs,
      geometry.radial,
      weights,
      name,
      config,
    );
  }
  if (config.readout !== 'energy') {
    return { value: crystalValue(features.atoms, inputs, weights, config) };
  }
  const energies = atomEnergies(features.atoms, inputs, weights, config);
  const [gradient = energies] = grad(energies, [inputs.vectors]);
  return { atom_energy: energies, bond_gradient: gradient };
}
