import { exportModel } from '@nano-os/models';
import { Command } from 'commander';
import { resolve } from 'node:path';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';

interface ExportOptions extends DirectoryOptions {
  to: string;
  force: boolean;
}

/** Writes a model for other servers and runtimes. */
export function createModelsExportCommand(): Command {
  return new Command('export')
    .summary('write a model for Triton and other servers of ONNX files')
    .description(
      'Writes an installed model as a folder of a model repository: NAME/1/model.onnx, ' +
        'NAME/config.pbtxt for Triton, NAME/metadata.json for any server of the Open Inference ' +
        'Protocol, and NAME/card.json, which says how its outputs become properties.',
    )
    .argument('<name>', 'the name of the model, as "models list" has it')
    .requiredOption('--to <folder>', 'the model repository to write into')
    .option('--force', 'take the place of an earlier export', false)
    .addOption(modelsDirOption())
    .action(async (name: string, { to, force, ...options }: ExportOptions) => {
      const model = await openModelsDirectory(options).all.open(name);
      console.log(`wrote ${await exportModel(model, resolve(to), { force })}`);
    });
}
