import { add, gather, matmul, mul, segmentSum, silu, type Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';
import { radialSize, type M3gnetConfig } from './config';
import { gatedLayers } from './gated';
import type { Bonds } from './inputs';

/** Features of atoms [atoms, atomSize] and of bonds [bonds, bondSize]. */
export interface Features {
  readonly atoms: Tensor;
  readonly bonds: Tensor;
}

/**
 * Updates bonds from their atoms and then atoms from their bonds, by messages that the bond's
 * length scales. Chen, Ong, Nat. Comput. Sci. 2, 718 (2022), equations 4 and 5.
 * @param radial [bonds, radialSize]
 */
export function convolve(
  { atoms, bonds }: Features,
  { source, target }: Bonds,
  radial: Tensor,
  weights: WeightSource,
  name: string,
  config: M3gnetConfig,
): Features {
  const { atomSize, bondSize, hiddenSize } = config;
  const message = (bondFeatures: Tensor, layer: string, size: number): Tensor => {
    const gated = gatedLayers(
      // A linear layer of both atoms and the bond side by side, with each atom's part taken once.
      (first) => {
        const part = (x: Tensor, of: string, from: number): Tensor =>
          matmul(x, weights(`${first}.${of}`, [from, hiddenSize]));
        const ofBond = add(
          part(bondFeatures, 'bond', bondSize),
          weights(`${first}.bias`, [hiddenSize]),
        );
        const ofAtoms = add(
          gather(part(atoms, 'source', atomSize), source),
          gather(part(atoms, 'target', atomSize), target),
        );
        return add(ofBond, ofAtoms);
      },
      weights,
      layer,
      [hiddenSize, hiddenSize, size],
      silu,
    );
    return mul(gated, matmul(radial, weights(`${layer}.radial`, [radialSize(config), size])));
  };
  const updated = add(bonds, message(bonds, `${name}.bond`, bondSize));
  const messages = message(updated, `${name}.atom`, atomSize);
  return { atoms: add(atoms, segmentSum(messages, target, 'atoms')), bonds: updated };
}
