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
 * @param sums over triples [bonds, degrees · radialOrders], of those bonds that have any
 */
export function convolve(
  { atoms, bonds }: Features,
  sums: Tensor,
  { source, target, short, pieces, radial, counted }: Bonds,
  weights: WeightSource,
  name: string,
  config: M3gnetConfig,
): Features {
  const { atomSize, hiddenSize } = config;
  // Where only some have triples, these are put in their places beforehand.
  const bent = short
    ? add(bonds, segmentSum(angles(sums, weights, name, config), short, 'bonds'))
    : bonds;
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
    [bent, radial, counted, ...ofAtoms, ...(short ? [] : [sums])],
    pieces,
  );
  return { atoms: add(atoms, segmentSum(messages, target, 'atoms')), bonds: updated };
}

/** What triples bring to their bonds; nothing where their sums are 0. */
function angles(sums: Tensor, weights: WeightSource, name: string, config: M3gnetConfig): Tensor {
  const { bondSize, degrees, radialOrders } = config;
  return gatedUnit(sums, weights, `${name}.triple`, degrees * radialOrders, bondSize);
}

/**
 * What each bond computes by itself.
 * @param rows features, radial functions, the same as often as the bond counts, what its two atoms
 *   bring to the first layers of each message, and sums over triples that are still to be added
 * @returns the bond's new features, and its message to the atom where it ends
 */
function updateBonds(
  [bond, radial, counted, ...rest]: readonly Tensor[],
  weights: WeightSource,
  name: string,
  config: M3gnetConfig,
): [updated: Tensor, message: Tensor] {
  if (!bond || !radial || !counted) throw new Error('A bond has features and a length');
  const { atomSize, bondSize, hiddenSize } = config;
  const [sums] = rest.slice(2 * MESSAGES.length);
  const messageOf = (features: Tensor, which: 'bond' | 'atom', size: number): Tensor => {
    const message = `${name}.${which}`;
    const [source = 0, target = 0] = rest.slice(2 * MESSAGES.indexOf(which));
    const ofBond = matmul(features, firstWeights(weights, message, 'bond', [bondSize, hiddenSize]));
    const first = add(ofBond, add(source, target));
    const gated = gatedLayers(first, weights, message, [hiddenSize, hiddenSize, size], silu);
    const length = which === 'bond' ? radial : counted;
    const scale = matmul(length, weights(`${message}.radial`, [radialSize(config), size]));
    return mul(scale, gated);
  };
  const bent = sums ? add(bond, angles(sums, weights, name, config)) : bond;
  const updated = add(bent, messageOf(bent, 'bond', bondSize));
  return [updated, messageOf(updated, 'atom', atomSize)];
}
