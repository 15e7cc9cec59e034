import { gather, matmul, mul, segmentSum, slice, sub, type Tensor } from '@nano-os/tensor';
import type { M3gnetConfig } from '../config';
import { degreeTables } from '../degree-tables';
import type { LengthFunctions } from '../geometry';
import type { DistinctInputs } from './inputs';

/**
 * What `tripleSums` of all bonds makes, of distinct ones. Everything but what atoms lend is known
 * beforehand, and only short bonds have triples.
 * @param ofLength functions of the lengths that occur
 * @returns of weights [atoms, functions] the sums [short, functions], functions by degree and order
 */
export function distinctTripleSums(
  inputs: DistinctInputs,
  ofLength: LengthFunctions,
  config: M3gnetConfig,
): (weights: Tensor) => Tensor {
  const { norms } = degreeTables(config);
  const { bond, harmonics } = inputs.short;
  const length = gather(inputs.length, bond);
  const scaled = mul(mul(ofLength.triples, norms), ofLength.envelope);
  const known: Known = {
    source: gather(inputs.source, bond),
    target: gather(inputs.target, bond),
    envelope: gather(ofLength.envelope, length),
    scaled: gather(scaled, length),
    harmonics: slice(harmonics, 1, 0, config.degrees ** 2),
    rays: {
      ...inputs.rays,
      envelope: gather(ofLength.envelope, inputs.rays.length),
      scaled: gather(scaled, inputs.rays.length),
      harmonics: slice(inputs.rays.harmonics, 1, 0, config.degrees ** 2),
    },
  };
  return config.tripleOrder === 'other' ? sumsOfOthers(known, config) : sumsOfOwn(known, config);
}

/** What is known of rays, or of short bonds. */
interface Directed {
  /** The atoms at which they begin, and where they end. */
  readonly source: Tensor;
  readonly target: Tensor;
  /** [n, 1] */
  readonly envelope: Tensor;
  /** [n, functions]: radial functions, as zonal harmonics have them, times the envelope. */
  readonly scaled: Tensor;
  /** [n, degrees²] */
  readonly harmonics: Tensor;
}

interface Known extends Directed {
  readonly rays: Directed;
}

function sumsOfOthers(
  { source, target, envelope, scaled, harmonics, rays }: Known,
  config: M3gnetConfig,
): (weights: Tensor) => Tensor {
  const { functionToPart, harmonicToPart, partToFunction } = degreeTables(config);
  const ofRays = mul(matmul(rays.scaled, functionToPart), matmul(rays.harmonics, harmonicToPart));
  const directions = mul(matmul(harmonics, harmonicToPart), envelope);
  const itself = mul(scaled, envelope);
  return (weights) => {
    const lent = gather(matmul(weights, functionToPart), rays.target);
    const atAtoms = segmentSum(mul(ofRays, lent), rays.source, 'atoms');
    const withItself = matmul(mul(gather(atAtoms, source), directions), partToFunction);
    return sub(withItself, mul(itself, gather(weights, target)));
  };
}

function sumsOfOwn(
  { source, target, envelope, scaled, harmonics, rays }: Known,
  config: M3gnetConfig,
): (weights: Tensor) => Tensor {
  const { harmonicToFunction } = degreeTables(config);
  const atAtoms = segmentSum(mul(rays.harmonics, rays.envelope), rays.source, 'atoms');
  const withItself = matmul(mul(gather(atAtoms, source), harmonics), harmonicToFunction);
  const own = mul(scaled, sub(withItself, envelope));
  return (weights) => mul(own, gather(weights, target));
}
