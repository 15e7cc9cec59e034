import { gather, mul, type Tensor } from '@nano-os/tensor';
import type { M3gnetConfig } from './config';
import type { DistinctInputs } from './distinct/inputs';
import { distinctTripleSums } from './distinct/triple-sums';
import { geometryOf, lengthFunctions } from './geometry';
import type { M3gnetInputs } from './inputs';
import { tripleSums } from './triple-sums';

/** What the blocks see of bonds: of all of them, or of distinct ones. */
export interface Bonds {
  /** int [bonds] */
  readonly source: Tensor;
  /** int [bonds] */
  readonly target: Tensor;
  /** int [short]: the bonds that have triples; all where left out. */
  readonly short?: Tensor;
  /** int [pieces]: bonds are dealt with in so many pieces of one size. */
  readonly pieces: Tensor;
  /** [bonds, radialSize]: functions of the length. */
  readonly radial: Tensor;
  /** The same, as often as a bond counts at the atom where it ends. */
  readonly counted: Tensor;
  /** Of what atoms lend to triples [atoms, functions] the sums over them [short, functions]. */
  readonly tripleSums: (lent: Tensor) => Tensor;
}

export function allBonds(inputs: M3gnetInputs, config: M3gnetConfig): Bonds {
  const geometry = geometryOf(inputs.vectors, config);
  const { radial } = geometry;
  return { ...inputs, radial, counted: radial, tripleSums: tripleSums(inputs, geometry, config) };
}

export function distinctBonds(inputs: DistinctInputs, config: M3gnetConfig): Bonds {
  const functions = lengthFunctions(inputs.distance, config);
  const radial = gather(functions.radial, inputs.length);
  return {
    ...inputs,
    short: inputs.short.bond,
    radial,
    counted: mul(radial, inputs.weight),
    tripleSums: distinctTripleSums(inputs, functions, config),
  };
}
