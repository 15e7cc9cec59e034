import { Command } from 'commander';
import { createModelsExportCommand } from './models-export';
import { createModelsImportCommand } from './models-import';
import { createModelsListCommand } from './models-list';
import { createModelsPullCommand } from './models-pull';
import { createModelsRemoveCommand } from './models-remove';
import { createModelsVerifyCommand } from './models-verify';

/** Everything about the weights of models; a running server notices what changes. */
export function createModelsCommand(): Command {
  return new Command('models')
    .description('list, fetch, import, check, remove and export the weights of models')
    .addCommand(createModelsListCommand())
    .addCommand(createModelsPullCommand())
    .addCommand(createModelsImportCommand())
    .addCommand(createModelsVerifyCommand())
    .addCommand(createModelsRemoveCommand())
    .addCommand(createModelsExportCommand());
}
