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

/** The messages of a block by what they update, and the branches of each. */
const MESSAGES = ['bond', 'atom'] as const;
const BRANCHES = ['core', 'gate'] as const;

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
  const { atomSize, hiddenSize } = config;
  // A linear layer of both atoms and the bond side by side, with each atom's part taken once.
  const ofAtoms = MESSAGES.flatMap((message) =>
    BRANCHES.map((branch) => {
      const part = (end: string): Tensor =>
        matmul(atoms, weights(`${name}.${message}.${branch}.0.${end}`, [atomSize, hiddenSize]));
      return add(gather(part('source'), source), gather(part('target'), target));
    }),
  );
  const [updated = bonds, messages = bonds] = overBonds(
    (rows) => updateBonds(rows, weights, name, config),
    [bonds, triples, radial, ...ofAtoms],
  );
  return { atoms: add(atoms, segmentSum(messages, target, 'atoms')), bonds: updated };
}

/**
 * What each bond computes by itself.
 * @param rows features, sums over triples, radial functions, and what the bond's atoms bring to the
 *   first layer of each message's branches
 * @returns the bond's new features, and its message to the atom where it ends
 */
function updateBonds(
  [bond, triple, radial, ...ofAtoms]: readonly Tensor[],
  weights: WeightSource,
  name: string,
  config: M3gnetConfig,
): [updated: Tensor, message: Tensor] {
  if (!bond || !triple || !radial) throw new Error('A bond has features, triples and a length');
  const { atomSize, bondSize, hiddenSize, degrees, radialOrders } = config;
  const messageOf = (features: Tensor, which: (typeof MESSAGES)[number], size: number): Tensor => {
    const message = `${name}.${which}`;
    const firstLayer = (branch: (typeof BRANCHES)[number]): Tensor => {
      const layer = `${message}.${branch}.0`;
      const ofBond = matmul(features, weights(`${layer}.bond`, [bondSize, hiddenSize]));
      const biased = add(ofBond, weights(`${layer}.bias`, [hiddenSize]));
      const place = BRANCHES.length * MESSAGES.indexOf(which) + BRANCHES.indexOf(branch);
      return add(biased, ofAtoms[place] ?? 0);
    };
    const gated = gatedLayers(firstLayer, weights, message, [hiddenSize, hiddenSize, size], silu);
    return mul(gated, matmul(radial, weights(`${message}.radial`, [radialSize(config), size])));
  };
  const angles = gatedUnit(triple, weights, `${name}.triple`, degrees * radialOrders, bondSize);
  const bent = add(bond, angles);
  const updated = add(bent, messageOf(bent, 'bond', bondSize));
  return [updated, messageOf(updated, 'atom', atomSize)];
}
