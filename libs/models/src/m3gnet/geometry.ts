import { cast, mul, reciprocal, slice, sqrt, square, sum, type Tensor } from '@nano-os/tensor';
import { besselBasis } from './basis/bessel';
import { polynomialCutoff } from './basis/cutoff';
import { harmonics } from './basis/harmonics';
import { smoothBasis } from './basis/smooth';
import { radialSize, type M3gnetConfig } from './config';

/** What the network sees of bond vectors. */
export interface Geometry {
  /** [bonds, radialSize]: the length, for updates of bonds and atoms. */
  readonly radial: Tensor;
  /** [bonds, degrees · radialOrders]: the length, for triples; by degree and then by order. */
  readonly triples: Tensor;
  /** [bonds, 1]: 1 falling to 0 at the cutoff of triples. */
  readonly envelope: Tensor;
  /** [bonds, degrees²]: the direction. */
  readonly harmonics: Tensor;
}

/**
 * Functions of the bonds' lengths and directions. Lengths and directions are computed in the
 * precision of the vectors, what is made of them in that of the network.
 * @param vectors [bonds, 3], Å, none of them zero
 */
export function geometryOf(vectors: Tensor, config: M3gnetConfig): Geometry {
  const { cutoff, threeBodyCutoff, radialBasis, radialOrders, degrees } = config;
  const exact = sqrt(sum(square(vectors), [1], true));
  const exactInverse = reciprocal(exact);
  const direction = cast(mul(vectors, exactInverse), 'float');
  const distance = cast(exact, 'float');
  const inverse = cast(exactInverse, 'float');
  const triples =
    radialBasis === 'smooth'
      ? smoothBasis(distance, inverse, cutoff, radialOrders * degrees)
      : besselBasis(distance, inverse, cutoff, radialOrders, degrees);
  return {
    // The smooth functions do not depend on how many there are.
    radial: slice(triples, 1, 0, radialSize(config)),
    triples,
    envelope: polynomialCutoff(distance, threeBodyCutoff),
    harmonics: harmonics(direction, degrees),
  };
}
