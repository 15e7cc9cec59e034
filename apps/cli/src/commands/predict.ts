import { openFamily, poolOptions, preferenceOf } from '@nano-os/ml';
import { InferencePool } from '@nano-os/models';
import { Command } from 'commander';
import { report } from '../crystals/report';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';
import { predictFiles } from '../predictions/predict-files';
import { PREDICTION_REPORT } from '../predictions/prediction-report';
import { readSettings } from '../settings';

interface PredictOptions extends DirectoryOptions {
  model: string;
  json: boolean;
}

const EXAMPLES = `
Examples:
  nano-os predict crystal.cif --model CGCNN
  nano-os predict *.vasp --model MEGNet --json`;

/** Predicts the properties of crystals in files; needs no server and no database. */
export function createPredictCommand(): Command {
  return new Command('predict')
    .summary('predict the properties of crystals')
    .description(
      'Predicts the properties of crystals by the installed models of a family and those that ' +
        'come with the program, as the server does. Exits with 1 when one cannot be predicted.',
    )
    .addHelpText('after', EXAMPLES)
    .argument('<files...>', 'crystals as CIF, POSCAR, extended XYZ or JSON')
    .requiredOption('--model <name>', 'CGCNN, MEGNet, M3GNET or ALIGNN')
    .option('--json', 'print JSON, as the API answers', false)
    .addOption(modelsDirOption())
    .action(async (files: string[], { model: name, json, ...directory }: PredictOptions) => {
      const settings = readSettings();
      const pool = new InferencePool(poolOptions(settings));
      try {
        const model = await openFamily(name, {
          store: openModelsDirectory(directory).all,
          preference: preferenceOf(settings),
          pool,
        });
        report(await predictFiles(files, model), PREDICTION_REPORT, json);
      } finally {
        await pool.stop();
      }
    });
}
