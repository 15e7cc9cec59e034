import { add, cast, mul, segmentSum, sigmoid, silu, squeeze, type Tensor } from '@nano-os/tensor';
import { denseLayers, notActivated } from '../layers/dense-layers';
import { elementRows } from '../layers/element-rows';
import { linear } from '../layers/linear';
import type { WeightSource } from '../network';
import type { M3gnetConfig } from './config';
import type { DistinctInputs } from './distinct/inputs';
import { firstLayers, gatedLayers } from './gated';
import type { M3gnetInputs } from './inputs';
import { set2set } from './set2set';

/**
 * What each atom adds to the energy, in the unit of `config.scale`: the network's part, scaled, and
 * the reference of its element.
 * @returns double [atoms]
 */
export function atomEnergies(
  atoms: Tensor,
  { atomicNumber }: M3gnetInputs,
  weights: WeightSource,
  { atomSize, hiddenSize, elements, scale }: M3gnetConfig,
): Tensor {
  const name = 'readout';
  const energy = gatedLayers(
    firstLayers(atoms, weights, name, atomSize, atomSize),
    weights,
    name,
    [atomSize, hiddenSize, hiddenSize, 1],
    notActivated,
  );
  const table = weights('element_references', [elements.length, 1]);
  const reference = elementRows(table, elements, atomicNumber);
  // The sum of many atoms is taken in double precision, hence its parts are.
  return squeeze(add(mul(cast(energy, 'double'), scale), cast(reference, 'double')), [1]);
}

/**
 * One value of each crystal.
 * @returns [crystals]
 */
export function crystalValue(
  atoms: Tensor,
  { atomCrystal, atomCopies, crystalAtoms }: DistinctInputs,
  weights: WeightSource,
  config: M3gnetConfig,
): Tensor {
  const { atomSize, hiddenSize } = config;
  const isSet2set = config.readout === 'set2set';
  const crystal = isSet2set
    ? set2set(atoms, atomCopies, atomCrystal, weights, 'readout', config)
    : weightedSum(atoms, atomCopies, atomCrystal, weights, config);
  const sizes = [isSet2set ? 2 * atomSize : hiddenSize, hiddenSize, hiddenSize, 1];
  const value = denseLayers(crystal, weights, 'output', sizes, silu, { last: notActivated });
  // The number of crystals is known from this input alone; adding nothing costs nothing.
  return add(mul(squeeze(value, [1]), config.scale), mul(crystalAtoms, 0));
}

/** A sum of the atoms' features that a weight between 0 and 1 scales for each atom. */
function weightedSum(
  atoms: Tensor,
  copies: Tensor,
  crystal: Tensor,
  weights: WeightSource,
  { atomSize, hiddenSize }: M3gnetConfig,
): Tensor {
  const features = denseLayers(
    atoms,
    weights,
    'readout.features',
    [atomSize, hiddenSize, hiddenSize],
    silu,
  );
  const weight = sigmoid(linear(atoms, weights, 'readout.weight', atomSize, 1));
  return segmentSum(mul(features, mul(weight, copies)), crystal, 'crystals');
}
