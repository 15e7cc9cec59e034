import { Command } from 'commander';
import {
  availableModels,
  describeAvailable,
  describeInstalled,
  listed,
} from '../models/describe-models';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';

interface ListOptions extends DirectoryOptions {
  json: boolean;
  available: boolean;
}

/** Lists what is installed, or what could be. */
export function createModelsListCommand(): Command {
  return new Command('list')
    .summary('list the installed models, or those that can be fetched')
    .description('Lists the installed models: what they predict, their size, digest and origin.')
    .option('--available', 'list the published models that "models pull" knows', false)
    .option('--json', 'print JSON', false)
    .addOption(modelsDirOption())
    .action(async ({ json, available, ...options }: ListOptions) => {
      const { store, all } = openModelsDirectory(options);
      if (available) {
        const models = availableModels(await store.names());
        console.log(json ? JSON.stringify(models, null, 2) : describeAvailable(models));
        return;
      }
      const models = (await all.list()).map(listed);
      if (json) console.log(JSON.stringify(models, null, 2));
      else if (models.length > 0) console.log(describeInstalled(models));
      else
        console.log(`No models in ${store.directory}: "nano-os models pull --all" fetches them.`);
    });
}
