import { Molecule } from '@nano-os/crystal';
import type { Calculator, Potential } from '@nano-os/models';
import { Fault } from '../crystals/fault';
import { eachFile } from '../crystals/file-outcome';
import { readStructureFile } from '../crystals/read-file';
import { report, type Report } from '../crystals/report';
import { printable } from '../models/printable';
import { interruptible } from '../terminal/interruption';
import { ProgressLine } from '../terminal/progress-line';
import type { CalculationOptions } from './calculation-command';
import { openPotential } from './open-potential';

/** What is calculated of each file, and how it is told. */
export interface Calculation<R extends object, P> {
  calculator(potential: Potential): Calculator<R, P>;
  /** In a few words. */
  progress(progress: P): string;
  /** Is told of each result as soon as it is there. */
  onResult?(result: R): Promise<void>;
  readonly report: Report<R>;
}

/** Calculates the crystals in files, one after another, and prints what came of each. */
export async function calculateFiles<R extends object, P>(
  files: readonly string[],
  { model, json, modelsDir }: CalculationOptions,
  calculation: Calculation<R, P>,
): Promise<void> {
  const potential = await openPotential(model, { modelsDir });
  const line = new ProgressLine(process.stderr);
  try {
    const calculator = calculation.calculator(potential);
    await interruptible(async (signal) => {
      const calculate = async (file: string): Promise<R> => {
        const structure = await readStructureFile(file);
        if (structure instanceof Molecule) {
          throw new Fault('molecule', 'This is a molecule; potentials here need a cell.');
        }
        const onProgress = (progress: P): void => {
          line.show(`${printable(file)}  ${calculation.progress(progress)}`);
        };
        const [outcome] = await calculator.calcMany([structure], { signal, onProgress });
        if (!outcome) throw new Error('The calculator left out a crystal');
        if ('error' in outcome) throw new Fault(outcome.error.code, outcome.error.message);
        await calculation.onResult?.(outcome.result);
        return outcome.result;
      };
      const outcomes = await eachFile(files, calculate, signal);
      line.clear();
      report(outcomes, calculation.report, json);
    });
  } finally {
    await potential.dispose();
  }
}
