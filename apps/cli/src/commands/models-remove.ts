import { Command } from 'commander';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';

/** Removes one model; a server that runs answers what it has begun, then knows it no more. */
export function createModelsRemoveCommand(): Command {
  return new Command('remove')
    .summary('remove an installed model')
    .description('Removes an installed model. Its predictions stay; a running server notices.')
    .argument('<name>', 'the name of the model, as "models list" has it')
    .addOption(modelsDirOption())
    .action(async (name: string, options: DirectoryOptions) => {
      await openModelsDirectory(options).installer.remove(name);
      console.log(`removed ${name}`);
    });
}
