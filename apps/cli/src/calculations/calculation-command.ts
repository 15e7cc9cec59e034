import { DEFAULT_RELAXATION, type RelaxationOptions } from '@nano-os/models';
import { Command, Option } from 'commander';
import { modelsDirOption, type DirectoryOptions } from '../models/models-directory';
import { number, wholeNumber } from './numbers';

/** Of every calculation on the command line. */
export interface CalculationOptions extends DirectoryOptions {
  model?: string;
  json: boolean;
  maxForce: number;
  maxStress: number;
  maxSteps: number;
  optimiser: RelaxationOptions['optimizer'];
}

/**
 * A command that asks a potential about the crystals in files.
 * @param defaults of its relaxations, where they differ from those of a relaxation by itself
 */
export function calculationCommand(name: string, defaults: Partial<RelaxationOptions>): Command {
  const { maxForce, maxStress, maxSteps, optimizer } = { ...DEFAULT_RELAXATION, ...defaults };
  return new Command(name)
    .argument('<files...>', 'crystals as CIF, POSCAR, extended XYZ or JSON')
    .option('--model <name>', 'an installed potential, instead of NANO_OS_POTENTIAL')
    .option('--max-force <eV/Å>', 'relaxed when no force is larger', number, maxForce)
    .option(
      '--max-stress <GPa>',
      'relaxed when no stress that the cell can follow is larger',
      number,
      maxStress,
    )
    .option('--max-steps <n>', 'steps of one relaxation at most', wholeNumber, maxSteps)
    .addOption(
      new Option('--optimiser <name>', 'how relaxations go downhill')
        .choices(['lbfgs', 'fire'])
        .default(optimizer),
    )
    .option('--json', 'print JSON', false)
    .addOption(modelsDirOption());
}

/** What the relaxations within a calculation are to be like. */
export function relaxationOf({
  maxForce,
  maxStress,
  maxSteps,
  optimiser,
}: CalculationOptions): Partial<RelaxationOptions> {
  return { maxForce, maxStress, maxSteps, optimizer: optimiser };
}
