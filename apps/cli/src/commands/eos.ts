import {
  DEFAULT_EQUATION_OF_STATE,
  EquationOfStateCalculator,
  structureOf,
  type EquationOfStateOptions,
  type EquationOfStateResult,
} from '@nano-os/models';
import { Option, type Command } from 'commander';
import { calculateFiles } from '../calculations/calculate-files';
import {
  calculationCommand,
  relaxationOf,
  type CalculationOptions,
} from '../calculations/calculation-command';
import { number, wholeNumber } from '../calculations/numbers';
import type { Report } from '../crystals/report';
import { snakeCase } from '../crystals/snake-case';

interface EosOptions extends CalculationOptions {
  maxStrain: number;
  points: number;
  relaxFirst: boolean;
  relax: EquationOfStateOptions['relax'];
}

/** Equations of state of crystals; needs no server and no database. */
export function createEosCommand(): Command {
  const { strain, points, relax, relaxation } = DEFAULT_EQUATION_OF_STATE;
  return calculationCommand('eos', relaxation)
    .summary('the equations of state of crystals')
    .description(
      'Relaxes crystals, finds their energies at several volumes by an installed potential and ' +
        'fits the equation of Birch and Murnaghan: volume, bulk modulus and its derivative at rest.',
    )
    .option('--max-strain <strain>', 'the largest strain of all axes alike', number, strain)
    .option('--points <n>', 'how many volumes, an odd number from 5 on', wholeNumber, points)
    .option('--no-relax-first', 'take the crystal as it is')
    .addOption(
      new Option('--relax <what>', 'what relaxes at each volume')
        .choices(['shape', 'positions', 'nothing'] satisfies EquationOfStateOptions['relax'][])
        .default(relax),
    )
    .action(async (files: string[], options: EosOptions) => {
      await calculateFiles(files, options, {
        calculator: (potential) =>
          new EquationOfStateCalculator(potential, {
            strain: options.maxStrain,
            points: options.points,
            relaxFirst: options.relaxFirst,
            relax: options.relax,
            relaxation: relaxationOf(options),
          }),
        progress: ({ done, of, checkpoint }) =>
          checkpoint ? `${done} of ${of} volumes` : 'relaxing',
        report: REPORT,
      });
    });
}

const REPORT: Report<EquationOfStateResult> = {
  head: ['FORMULA', 'VOLUME, Å³', 'ENERGY, eV/atom', 'BULK, GPa', 'DERIVATIVE', 'RESIDUAL, eV'],
  rows: ({ structure, volume, energy, bulkModulus, bulkModulusDerivative, residual }) => {
    const { formula, numSites } = structureOf(structure);
    return [
      [
        formula,
        volume.toFixed(3),
        (energy / numSites).toFixed(5),
        bulkModulus.toFixed(1),
        bulkModulusDerivative.toFixed(2),
        residual.toExponential(1),
      ],
    ];
  },
  json: (result) => snakeCase(result) as object,
};
