import { gather, matmul, mul, segmentSum, sub, type Tensor } from '@nano-os/tensor';
import type { M3gnetConfig } from './config';
import { degreeTables } from './degree-tables';
import type { Geometry } from './geometry';
import type { M3gnetInputs } from './inputs';

type Ends = Pick<M3gnetInputs, 'source' | 'target'>;

/**
 * Makes, of what each atom lends to triples, the sums over the triples of each bond: for a bond j
 * and the other bonds k that begin at its atom, the sum over k of
 * f(r_j) f(r_k) g(r_k) w_k Y(θ_jk), with the envelope f, a radial function g, the weight w of the
 * atom where k ends, and the zonal harmonic Y of g's degree of the angle between the bonds.
 *
 * By the addition theorem Y is a sum of products of harmonics of both bonds. Hence the sum over k is
 * one sum at each atom that serves all of its bonds, less each bond's product with itself; what it
 * costs grows with the bonds and not with the triples, of which there is no list.
 *
 * @returns of weights [atoms, functions] the sums [bonds, functions], functions by degree and order
 */
export function tripleSums(
  bonds: Ends,
  geometry: Geometry,
  config: M3gnetConfig,
): (weights: Tensor) => Tensor {
  const sums = config.tripleOrder === 'other' ? sumsOfOthers : sumsOfOwn;
  return sums(bonds, geometry, config);
}

/** g and w are of the other bond, k. */
function sumsOfOthers(
  { source, target }: Ends,
  { triples, envelope, harmonics }: Geometry,
  config: M3gnetConfig,
): (weights: Tensor) => Tensor {
  const { norms, functionToPart, harmonicToPart, partToFunction } = degreeTables(config);
  const directions = matmul(harmonics, harmonicToPart);
  const radial = mul(mul(triples, norms), envelope);
  return (weights) => {
    const lent = mul(radial, gather(weights, target));
    const atAtoms = segmentSum(mul(matmul(lent, functionToPart), directions), source, 'atoms');
    const withItself = matmul(mul(gather(atAtoms, source), directions), partToFunction);
    return mul(sub(withItself, lent), envelope);
  };
}

/** g and w are of the bond itself, j: summed over others are their directions alone. */
function sumsOfOwn(
  { source, target }: Ends,
  { triples, envelope, harmonics }: Geometry,
  config: M3gnetConfig,
): (weights: Tensor) => Tensor {
  const { norms, harmonicToFunction } = degreeTables(config);
  const atAtoms = segmentSum(mul(harmonics, envelope), source, 'atoms');
  const withItself = matmul(mul(gather(atAtoms, source), harmonics), harmonicToFunction);
  const radial = mul(mul(triples, norms), envelope);
  const own = mul(radial, sub(withItself, envelope));
  return (weights) => mul(own, gather(weights, target));
}
