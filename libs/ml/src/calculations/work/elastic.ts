import type { Structure } from '@nano-os/crystal';
import {
  ElasticCalculator,
  type ElasticCheckpoint,
  type ElasticProgress,
  type ElasticResult,
  type Potential,
} from '@nano-os/models';
import type { CalculationOrder, CalculationOutcome } from './calculation';
import { relaxationOptionsOf, type SharedParameters } from './parameters';
import { stepsOf } from './steps';

export interface ElasticParameters extends SharedParameters {
  readonly relax_first: boolean;
  readonly relax_strained: boolean;
  readonly max_strain: number;
}

/** The elastic tensor of a crystal, from the beginning or from where an earlier attempt was. */
export async function elastic(
  order: CalculationOrder,
  parameters: ElasticParameters,
  potential: Potential,
  crystal: Structure,
): Promise<CalculationOutcome> {
  const { max_strain: strain } = parameters;
  const calculator = new ElasticCalculator(potential, {
    strains: [-strain, -strain / 2, strain / 2, strain],
    relaxFirst: parameters.relax_first,
    relaxStrained: parameters.relax_strained,
    relaxation: relaxationOptionsOf(parameters),
  });
  const run = {
    signal: order.signal,
    onProgress: ({ done, of, checkpoint }: ElasticProgress) => {
      order.report(stepsOf('straining', done, of, checkpoint), () => checkpoint ?? undefined);
    },
  };
  const before = order.checkpoint as ElasticCheckpoint | null;
  const result = await (before ? calculator.resume(before, run) : calculator.calc(crystal, run));
  return { result: answerOf(result), trajectory: null };
}

function answerOf({ structure, moduli, ...result }: ElasticResult): Record<string, unknown> {
  const { lattice, species, fracCoords } = structure;
  return {
    elastic_tensor: result.tensor,
    bulk_modulus: moduli?.bulk ?? null,
    shear_modulus: moduli?.shear ?? null,
    young_modulus: moduli?.young ?? null,
    poisson_ratio: moduli?.poisson ?? null,
    universal_anisotropy: moduli?.anisotropy ?? null,
    is_stable: result.isStable,
    eigenvalues: result.eigenvalues,
    asymmetry: result.asymmetry,
    residual_stress: result.residualStress,
    not_converged: result.notConverged,
    structure: { lattice, species, frac_coords: fracCoords },
  };
}
