import {
  add,
  mapRows,
  matmul,
  mul,
  segmentSum,
  silu,
  type RowsOperand,
  type Tensor,
} from '@nano-os/tensor';
import type { WeightSource } from '../network';
import { radialSize, type M3gnetConfig } from './config';
import { firstWeights, gatedLayers, gatedUnit } from './gated';
import type { Bonds } from './bonds';

/** Features of atoms [atoms, atomSize] and of bonds [bonds, bondSize]. */
export interface Features {
  readonly atoms: Tensor;
  readonly bonds: Tensor;
}

/** The messages of a block by what they update. */
const MESSAGES = ['bond', 'atom'] as const;

/**
 * Updates bonds from their triples, then bonds from their atoms, then atoms from their bonds, the
 * latter two by messages that the bond's length scales. Chen, Ong, Nat. Comput. Sci. 2, 718 (2022),
 * equations 3 to 5.
 * @param triples sums over triples [bonds, degrees · radialOrders]
 */
export function convolve(
  { atoms, bonds }: Features,
  triples: Tensor,
  { source, target, pieces, radial, counted }: Bonds,
  weights: WeightSource,
  name: string,
  config: M3gnetConfig,
): Features {
  const { atomSize, hiddenSize } = config;
  // A linear layer of both atoms and the bond side by side, with each atom's part taken once.
  const ofAtoms = MESSAGES.flatMap((message): RowsOperand[] => {
    const first = `${name}.${message}`;
    const part = (end: string): Tensor =>
      matmul(atoms, firstWeights(weights, first, end, [atomSize, hiddenSize]));
    const bias = firstWeights(weights, first, 'bias', [hiddenSize]);
    return [
      { table: add(part('source'), bias), index: source },
      { table: part('target'), index: target },
    ];
  });
  const [updated = bonds, messages = bonds] = mapRows(
    (rows) => updateBonds(rows, weights, name, config),
    [bonds, triples, radial, counted, ...ofAtoms],
    pieces,
  );
  return { atoms: add(atoms, segmentSum(messages, target, 'atoms')), bonds: updated };
}

/**
 * What each bond computes by itself.
 * @param rows features, sums over triples, radial functions, the same as often as the bond counts,
 *   and what its two atoms bring to the first layers of each message
 * @returns the bond's new features, and its message to the atom where it ends
 */
function updateBonds(
  [bond, triple, radial, counted, ...ofAtoms]: readonly Tensor[],
  weights: WeightSource,
  name: string,
  config: M3gnetConfig,
): [updated: Tensor, message: Tensor] {
  if (!bond || !triple || !radial || !counted) {
    throw new Error('A bond has features, triples and a length');
  }
  const { atomSize, bondSize, hiddenSize, degrees, radialOrders } = config;
  const messageOf = (features: Tensor, which: 'bond' | 'atom', size: number): Tensor => {
    const message = `${name}.${which}`;
    const [source = 0, target = 0] = ofAtoms.slice(2 * MESSAGES.indexOf(which));
    const ofBond = matmul(features, firstWeights(weights, message, 'bond', [bondSize, hiddenSize]));
    const first = add(ofBond, add(source, target));
    const gated = gatedLayers(first, weights, message, [hiddenSize, hiddenSize, size], silu);
    const length = which === 'bond' ? radial : counted;
    const scale = matmul(length, weights(`${message}.radial`, [radialSize(config), size]));
    return mul(scale, gated);
  };
  const angles = gatedUnit(triple, weights, `${name}.triple`, degrees * radialOrders, bondSize);
  const bent = add(bond, angles);
  const updated = add(bent, messageOf(bent, 'bond', bondSize));
  return [updated, messageOf(updated, 'atom', atomSize)];
}
