import { cast, mul, reciprocal, slice, sqrt, square, sum, type Tensor } from '@nano-os/tensor';
import { besselBasis } from './basis/bessel';
import { polynomialCutoff } from './basis/cutoff';
import { harmonics } from './basis/harmonics';
import { smoothBasis } from './basis/smooth';
import { radialSize, type M3gnetConfig } from './config';

/** What the network sees of bonds' lengths. */
export interface LengthFunctions {
  /** [bonds, radialSize]: the length, for updates of bonds and atoms. */
  readonly radial: Tensor;
  /** [bonds, degrees · radialOrders]: the length, for triples; by degree and then by order. */
  readonly triples: Tensor;
  /** [bonds, 1]: 1 falling to 0 at the cutoff of triples. */
  readonly envelope: Tensor;
}

/** What the network sees of bond vectors. */
export interface Geometry extends LengthFunctions {
  /** [bonds, degrees²]: the direction. */
  readonly harmonics: Tensor;
}

/**
 * Functions of the bonds' lengths and directions. Lengths and directions are computed in the
 * precision of the vectors, what is made of them in that of the network.
 * @param vectors [bonds, 3], Å, none of them zero
 */
export function geometryOf(vectors: Tensor, config: M3gnetConfig): Geometry {
  const distance = sqrt(sum(square(vectors), [1], true));
  const inverse = reciprocal(distance);
  const direction = cast(mul(vectors, inverse), 'float');
  return {
    ...functionsOf(cast(distance, 'float'), cast(inverse, 'float'), config),
    harmonics: harmonics(direction, config.degrees),
  };
}

/** @param distance [bonds, 1], Å, none of them zero */
export function lengthFunctions(distance: Tensor, config: M3gnetConfig): LengthFunctions {
  return functionsOf(cast(distance, 'float'), cast(reciprocal(distance), 'float'), config);
}

function functionsOf(distance: Tensor, inverse: Tensor, config: M3gnetConfig): LengthFunctions {
  const { cutoff, threeBodyCutoff, radialBasis, radialOrders, degrees } = config;
  const triples =
    radialBasis === 'smooth'
      ? smoothBasis(distance, inverse, cutoff, radialOrders * degrees)
      : besselBasis(distance, inverse, cutoff, radialOrders, degrees);
  return {
    // The smooth functions do not depend on how many there are.
    radial: slice(triples, 1, 0, radialSize(config)),
    triples,
    envelope: polynomialCutoff(distance, threeBodyCutoff),
  };
}
