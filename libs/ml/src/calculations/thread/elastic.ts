import {
  ElasticCalculator,
  strainsUpTo,
  type ElasticCheckpoint,
  type ElasticProgress,
  type ElasticResult,
} from '@nano-os/models';
import { toResultStructure } from '../result-structure';
import type { Calculation, CalculationOutcome } from './calculation';
import { relaxationOptionsOf, type SharedParameters } from './parameters';
import { stepsOf } from './steps';

export interface ElasticParameters extends SharedParameters {
  readonly relax_first: boolean;
  readonly relax_strained: boolean;
  readonly max_strain: number;
}

/** The elastic tensor of a crystal, from the beginning or from where an earlier attempt was. */
export async function elastic(
  { potential, crystal, checkpoint: before, report }: Calculation,
  parameters: ElasticParameters,
): Promise<CalculationOutcome> {
  const calculator = new ElasticCalculator(potential, {
    strains: strainsUpTo(parameters.max_strain),
    relaxFirst: parameters.relax_first,
    relaxStrained: parameters.relax_strained,
    relaxation: relaxationOptionsOf(parameters),
  });
  const run = {
    onProgress: ({ done, of, checkpoint }: ElasticProgress) => {
      report(stepsOf('straining', done, of, checkpoint), () => checkpoint ?? undefined);
    },
  };
  const from = before as ElasticCheckpoint | null;
  const result = await (from ? calculator.resume(from, run) : calculator.calc(crystal, run));
  return { result: answerOf(result), trajectory: null };
}

function answerOf({ structure, moduli, ...result }: ElasticResult): Record<string, unknown> {
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
    structure: toResultStructure(structure),
  };
}
