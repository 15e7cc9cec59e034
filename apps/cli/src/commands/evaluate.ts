import { evaluateModel, isHeldOut, readRows, writeReport } from '@nano-os/models';
import { Command } from 'commander';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';
import { describeErrors } from '../models/training-lines';

interface EvaluateOptions extends DirectoryOptions {
  json: boolean;
  heldOut?: string;
  report?: string;
}

/** The share that configurations hold out unless they say otherwise. */
const SHARE = 0.1;

/** Says how far a model is off on crystals with known values; needs no server and no database. */
export function createEvaluateCommand(): Command {
  return new Command('evaluate')
    .summary('measure the errors of a model on crystals with known values')
    .description(
      'Measures the errors of a model on files with a crystal a line (JSON, gzipped or not).',
    )
    .argument('<model>', 'its name, as "models list" has it')
    .argument('<files...>', 'files of crystals')
    .option(
      '--held-out <seed>',
      'only the tenth by formula that a training with this seed left out',
    )
    .option('--report <folder>', 'write a report with drawings there')
    .option('--json', 'print JSON', false)
    .addOption(modelsDirOption())
    .action(async (name: string, files: string[], options: EvaluateOptions) => {
      const { json, heldOut, report, ...directory } = options;
      const model = await openModelsDirectory(directory).all.open(name);
      const all = (await Promise.all(files.map(readRows))).flat();
      const rows =
        heldOut === undefined ? all : all.filter((row) => isHeldOut(row, SHARE, heldOut));
      const { errors, refused, properties } = await evaluateModel(model, rows);
      if (report !== undefined) {
        const { description } = model.card;
        await writeReport(report, { name, description, curve: [], properties });
      }
      if (json) {
        console.log(
          JSON.stringify({ model: name, crystals: rows.length, errors, refused }, null, 2),
        );
        return;
      }
      const faults = Object.entries(refused).map(([code, count]) => `${count} ${code}`);
      console.log(`${rows.length} crystals  ${describeErrors(errors)}`);
      if (faults.length > 0) console.log(`Refused: ${faults.join(', ')}`);
    });
}
