import { add, gather, matmul, mul, segmentSum, silu, type Tensor } from '@nano-os/tensor';
import type { WeightSource } from '../network';
import { radialSize, type M3gnetConfig } from './config';
import { gatedLayers, gatedUnit } from './gated';
import type { Bonds } from './inputs';

/** Features of atoms [atoms, atomSize] and of bonds [bonds, bondSize]. */
export interface Features {
  readonly atoms: Tensor;
  readonly bonds: Tensor;
}

/** Applies a function of rows to matrices of bonds, at once or piece by piece. */
export type OverBonds = (
  f: (rows: readonly Tensor[]) => readonly Tensor[],
  xs: readonly Tensor[],
) => readonly Tensor[];

/** The branches of the messages of a block, each with a first layer of its own. */
const BRANCHES = ['bond.core', 'bond.gate', 'atom.core', 'atom.gate'] as const;

/**
 * Updates bonds from their triples, then bonds from their atoms, then atoms from their bonds, the
 * latter two by messages that the bond's length scales. Chen, Ong, Nat. Comput. Sci. 2, 718 (2022),
 * equations 3 to 5.
 * @param triples sums over triples [bonds, degrees · radialOrders]
 * @param radial [bonds, radialSize]
 */
export function convolve(
  { atoms, bonds }: Features,
  triples: Tensor,
  radial: Tensor,
  { source, target }: Bonds,
  overBonds: OverBonds,
  weights: WeightSource,
  name: string,
  config: M3gnetConfig,
): Features {
  const { atomSize, bondSize, hiddenSize, degrees, radialOrders } = config;
  // A linear layer of both atoms and the bond side by side, with each atom's part taken once.
  const ofAtoms = BRANCHES.map((branch) => {
    const part = (end: string): Tensor =>
      matmul(atoms, weights(`${name}.${branch}.0.${end}`, [atomSize, hiddenSize]));
    return add(gather(part('source'), source), gather(part('target'), target));
  });
  const [updated = bonds, messages = bonds] = overBonds(
    ([bond = bonds, triple = triples, length = radial, ...ends]) => {
      const message = (features: Tensor, which: 'bond' | 'atom', size: number): Tensor => {
        const gated = gatedLayers(
          (layer) => {
            const ofBond = matmul(features, weights(`${layer}.bond`, [bondSize, hiddenSize]));
            const known = ends[BRANCHES.findIndex((branch) => layer === `${name}.${branch}.0`)];
            const biased = add(ofBond, weights(`${layer}.bias`, [hiddenSize]));
            return known ? add(biased, known) : biased;
          },
          weights,
          `${name}.${which}`,
          [hiddenSize, hiddenSize, size],
          silu,
        );
        const scale = weights(`${name}.${which}.radial`, [radialSize(config), size]);
        return mul(gated, matmul(length, scale));
      };
      const functions = degrees * radialOrders;
      const angles = gatedUnit(triple, weights, `${name}.triple`, functions, bondSize);
      const bent = add(bond, angles);
      const updated = add(bent, message(bent, 'bond', bondSize));
      return [updated, message(updated, 'atom', atomSize)];
    },
    [bonds, triples, radial, ...ofAtoms],
  );
  return { atoms: add(atoms, segmentSum(messages, target, 'atoms')), bonds: updated };
}
