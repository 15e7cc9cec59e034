import {
  dimSize,
  either,
  grad,
  greater,
  mapRows,
  sigmoid,
  silu,
  type Tensor,
} from '@nano-os/tensor';
import { elementRows } from '../layers/element-rows';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';
import { radialSize, type M3gnetConfig } from './config';
import { convolve, type Features, type OverBonds } from './convolution';
import { geometryOf } from './geometry';
import { m3gnetInputs, type M3gnetInputs } from './inputs';
import { atomEnergies, crystalValue } from './readout';
import { tripleSums } from './triple-sums';

/**
 * The network's outputs. With the readout `energy` these are `atom_energy` [atoms], in the unit of
 * `scale`, and `bond_gradient` [bonds, 3], the derivatives of their sum by the bond vectors; both in
 * double precision. Other readouts give `value` [crystals].
 *
 * What the gradient needs of each bond, some 30 kB, is kept where there are few bonds. Where
 * `collate` cuts them into pieces it is computed again piece by piece: a third more to compute, but
 * a fifth of the memory, and that in the processor's cache.
 */
export function build(config: M3gnetConfig, weights: WeightSource): Record<string, Tensor> {
  const inputs = m3gnetInputs();
  const atOnce: OverBonds = (f, xs) => f(xs);
  if (config.readout !== 'energy') {
    const { atoms } = featuresOf(inputs, atOnce, config, weights);
    return { value: crystalValue(atoms, inputs, weights, config) };
  }
  const outputs = (overBonds: OverBonds): [energies: Tensor, gradient: Tensor] => {
    const { atoms } = featuresOf(inputs, overBonds, config, weights);
    const energies = atomEnergies(atoms, inputs, weights, config);
    const [gradient = energies] = grad(energies, [inputs.vectors]);
    return [energies, gradient];
  };
  const inPieces = outputs((f, xs) => mapRows(f, xs, inputs.pieces));
  const isCut = greater(dimSize('pieces'), 1);
  const [energies, gradient] = either(isCut, inPieces, outputs(atOnce)) as typeof inPieces;
  return { atom_energy: energies, bond_gradient: gradient };
}

/** The features of atoms and bonds after all blocks. */
function featuresOf(
  inputs: M3gnetInputs,
  overBonds: OverBonds,
  config: M3gnetConfig,
  weights: WeightSource,
): Features {
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
    features = convolve(features, triples, radial, inputs, overBonds, weights, name, config);
  }
  return features;
}
