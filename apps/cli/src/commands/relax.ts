import { writeXyz } from '@nano-os/crystal';
import {
  DEFAULT_RELAXATION,
  RelaxationCalculator,
  structureOf,
  type CellFreedom,
  type RelaxationResult,
} from '@nano-os/models';
import { Option, type Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { calculateFiles } from '../calculations/calculate-files';
import {
  calculationCommand,
  relaxationOf,
  type CalculationOptions,
} from '../calculations/calculation-command';
import { number } from '../calculations/numbers';
import type { Report } from '../crystals/report';
import { snakeCase } from '../crystals/snake-case';
import { formatOfFile, requireFolderOf, writeStructureFile } from '../crystals/write-file';

interface RelaxOptions extends CalculationOptions {
  cell: CellFreedom;
  keepSymmetry: boolean;
  symprec: number;
  pressure: number;
  out?: string;
  trajectory?: string;
}

/** Relaxes crystals; needs no server and no database. */
export function createRelaxCommand(): Command {
  const { cell, symprec, pressure } = DEFAULT_RELAXATION;
  return calculationCommand('relax', {})
    .summary('bring crystals to a minimum of their energy')
    .description(
      'Brings crystals, their atoms and their cells, to a minimum of the energy by an installed ' +
        'potential. Exits with 1 when one does not get there.',
    )
    .addOption(
      new Option('--cell <freedom>', 'what the cell may do')
        .choices(['free', 'volume', 'shape', 'fixed'] satisfies CellFreedom[])
        .default(cell),
    )
    .option('--keep-symmetry', 'keep the space group that the crystal has', false)
    .option('--symprec <Å>', 'how far sites may be from where symmetry puts them', number, symprec)
    .option('--pressure <GPa>', 'from outside', number, pressure)
    .option('--out <file>', 'write the relaxed crystal there: .cif, .vasp, .json or .xyz')
    .option('--trajectory <file>', 'write every step there as extended XYZ')
    .action(async (files: string[], options: RelaxOptions) => {
      const { out, trajectory, keepSymmetry } = options;
      if (files.length > 1 && (out !== undefined || trajectory !== undefined)) {
        throw new Error('--out and --trajectory are for one crystal; name a single file.');
      }
      // Before the work and not after it.
      if (out !== undefined) formatOfFile(out);
      for (const file of [out, trajectory]) if (file !== undefined) requireFolderOf(file);
      await calculateFiles(files, options, {
        calculator: (potential) =>
          new RelaxationCalculator(potential, {
            ...relaxationOf(options),
            cell: options.cell,
            keepSymmetry,
            symprec: options.symprec,
            pressure: options.pressure,
          }),
        progress: ({ frame: { step, energy, maxForce } }) =>
          `step ${step}  ${energy.toFixed(4)} eV  ${maxForce.toFixed(4)} eV/Å`,
        onResult: async (result) => {
          if (trajectory !== undefined) await writeFile(trajectory, trajectoryOf(result));
          if (out === undefined || result.outcome === 'flew-apart') return;
          await writeStructureFile(out, structureOf(result.structure));
        },
        report: REPORT,
      });
    });
}

const REPORT: Report<RelaxationResult> = {
  head: [
    'FORMULA',
    'OUTCOME',
    'STEPS',
    'ENERGY, eV/atom',
    'FORCE, eV/Å',
    'STRESS, GPa',
    'VOLUME, Å³',
  ],
  rows: ({ outcome, steps, energy, maxForce, maxStress, structure }) => {
    const { formula, numSites, volume } = structureOf(structure);
    return [
      [
        formula,
        outcome,
        String(steps),
        (energy / numSites).toFixed(5),
        maxForce.toFixed(4),
        maxStress.toFixed(4),
        volume.toFixed(3),
      ],
    ];
  },
  // Its way is for --trajectory.
  json: (result) => snakeCase({ ...result, trajectory: undefined }) as object,
  hasFailed: ({ outcome }) => outcome !== 'converged',
};

function trajectoryOf({ structure, trajectory }: RelaxationResult): string {
  const frames = trajectory.map(({ step, energy, lattice, fracCoords }) => {
    const frame = structureOf({ lattice, species: structure.species, fracCoords });
    return writeXyz(frame, undefined, { step, energy });
  });
  return frames.join('');
}
