import {
  EquationOfStateCalculator,
  type EquationOfStateCheckpoint,
  type EquationOfStateProgress,
  type EquationOfStateResult,
} from '@nano-os/models';
import { toResultStructure } from '../result-structure';
import type { Calculation, CalculationOutcome } from './calculation';
import { relaxationOptionsOf, type SharedParameters } from './parameters';
import { stepsOf } from './steps';

export interface EosParameters extends SharedParameters {
  readonly relax_first: boolean;
  readonly max_strain: number;
  readonly points: number;
}

/** The equation of state of a crystal, from the beginning or from where an earlier attempt was. */
export async function equationOfState(
  { potential, crystal, checkpoint: before, report }: Calculation,
  parameters: EosParameters,
): Promise<CalculationOutcome> {
  const calculator = new EquationOfStateCalculator(potential, {
    strain: parameters.max_strain,
    points: parameters.points,
    relaxFirst: parameters.relax_first,
    relaxation: relaxationOptionsOf(parameters),
  });
  const run = {
    onProgress: ({ done, of, checkpoint }: EquationOfStateProgress) => {
      report(stepsOf('compressing', done, of, checkpoint), () => checkpoint ?? undefined);
    },
  };
  const from = before as EquationOfStateCheckpoint | null;
  const result = await (from ? calculator.resume(from, run) : calculator.calc(crystal, run));
  return { result: answerOf(result), trajectory: null };
}

function answerOf({ structure, ...result }: EquationOfStateResult): Record<string, unknown> {
  return {
    equation: 'birch-murnaghan',
    volume: result.volume,
    energy: result.energy,
    bulk_modulus: result.bulkModulus,
    bulk_modulus_derivative: result.bulkModulusDerivative,
    residual: result.residual,
    points: result.points.map(({ volume, energy, isConverged }) => ({
      volume,
      energy,
      is_converged: isConverged,
    })),
    structure: toResultStructure(structure),
  };
}
