import {
  DEFAULT_ELASTIC,
  ElasticCalculator,
  strainsUpTo,
  structureOf,
  type ElasticResult,
} from '@nano-os/models';
import type { Command } from 'commander';
import { calculateFiles } from '../calculations/calculate-files';
import {
  calculationCommand,
  relaxationOf,
  type CalculationOptions,
} from '../calculations/calculation-command';
import { number } from '../calculations/numbers';
import type { Report } from '../crystals/report';
import { snakeCase } from '../crystals/snake-case';
import { table } from '../models/table';

interface ElasticOptions extends CalculationOptions {
  maxStrain: number;
  relaxFirst: boolean;
  relaxStrained: boolean;
}

/** Elastic tensors of crystals; needs no server and no database. */
export function createElasticCommand(): Command {
  return calculationCommand('elastic', DEFAULT_ELASTIC.relaxation)
    .summary('the elastic tensors and moduli of crystals')
    .description(
      'Relaxes crystals, strains them and fits the stress: their elastic tensors by an installed ' +
        'potential, with the moduli of polycrystals after Voigt, Reuss and Hill.',
    )
    .option(
      '--max-strain <strain>',
      'the largest strain; half of it, and both with the other sign, are taken too',
      number,
      Math.max(...DEFAULT_ELASTIC.strains),
    )
    .option('--no-relax-first', 'take the crystal as it is')
    .option('--no-relax-strained', 'leave the atoms of strained cells where the strain takes them')
    .action(async (files: string[], options: ElasticOptions) => {
      const { maxStrain, relaxFirst, relaxStrained } = options;
      await calculateFiles(files, options, {
        calculator: (potential) =>
          new ElasticCalculator(potential, {
            strains: strainsUpTo(maxStrain),
            relaxFirst,
            relaxStrained,
            relaxation: relaxationOf(options),
          }),
        progress: ({ done, of, checkpoint }) =>
          checkpoint ? `${done} of ${of} strains` : 'relaxing',
        report: REPORT,
      });
    });
}

const REPORT: Report<ElasticResult> = {
  head: [
    'FORMULA',
    'BULK, GPa',
    'SHEAR, GPa',
    'YOUNG, GPa',
    'POISSON',
    'ANISOTROPY',
    'STABLE',
    'NOT CONVERGED',
  ],
  rows: ({ structure, moduli, isStable, notConverged }) => {
    const figures = [
      moduli?.bulk.hill.toFixed(1),
      moduli?.shear.hill.toFixed(1),
      moduli?.young.toFixed(1),
      moduli?.poisson.toFixed(3),
      moduli?.anisotropy.toFixed(3),
    ].map((figure) => figure ?? '-');
    const { formula } = structureOf(structure);
    return [[formula, ...figures, isStable ? 'yes' : 'no', String(notConverged)]];
  },
  below: ({ tensor }) => {
    const rows = tensor.map((row) => row.map(tenths));
    return `elastic tensor (xx, yy, zz, yz, xz, xy), GPa\n${table(rows)}`;
  },
  json: (result) => snakeCase(result) as object,
};

/** Without the sign of what rounds to nothing. */
const tenths = (value: number): string => (Math.round(10 * value) / 10 + 0).toFixed(1);
