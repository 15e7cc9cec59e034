import {
  mirrorAddress,
  publicAddress,
  PUBLISHED,
  publishedModel,
  pullModels,
  type Recipe,
  type Repository,
} from '@nano-os/models';
import { Command } from 'commander';
import { setTimeout as delay } from 'node:timers/promises';
import { httpRemote } from '../models/http-remote';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';
import { showPull } from '../models/pull-progress';
import { readSettings } from '../settings';

interface PullOptions extends DirectoryOptions {
  all: boolean;
  force: boolean;
  json: boolean;
  mirror?: string;
}

const EXAMPLES = `
Examples:
  nano-os models pull --all
  nano-os models pull CGCNN-band-gap MEGNet-MP-2018.6.1-Eform
  nano-os models pull --all --mirror http://files.example.org/weights`;

/** Fetches published models from where their authors keep them. */
export function createModelsPullCommand(): Command {
  return new Command('pull')
    .summary('fetch and install published models')
    .description(
      'Fetches published models from their public addresses at a pinned commit, or from a mirror, ' +
        'checks their SHA-256, converts and installs them. What was cut off goes on from where it ' +
        'was. Exits with 1 when one fails.',
    )
    .addHelpText('after', EXAMPLES)
    .argument('[names...]', 'names of models, as "models list --available" has them')
    .option('--all', 'every published model', false)
    .option('--force', 'also what is installed already', false)
    .option('--mirror <url>', 'a file server with a folder OWNER+NAME for each repository')
    .option('--json', 'print what came of each model as JSON', false)
    .addOption(modelsDirOption())
    .action(async (names: string[], { all, force, json, mirror, ...options }: PullOptions) => {
      const recipes = chosen(names, all);
      const { store, admit, exclusively } = openModelsDirectory(options);
      const outcomes = await pullModels(recipes, {
        store,
        admit,
        exclusively,
        force,
        remote: httpRemote(),
        addressOf: addressesOf(mirror ?? readSettings().NANO_OS_MODELS_MIRROR),
        onEvent: showPull(process.stderr),
        wait: (milliseconds) => delay(milliseconds),
      });
      if (json) console.log(JSON.stringify(outcomes, null, 2));
      if (outcomes.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

function chosen(names: readonly string[], all: boolean): readonly Recipe[] {
  if (all && names.length > 0) throw new Error('Name models or say --all, not both.');
  if (!all && names.length === 0) {
    throw new Error('Name the models to fetch, or say --all; "models list --available" has them.');
  }
  return all ? PUBLISHED : [...new Set(names.map(publishedModel))];
}

function addressesOf(mirror?: string): (repository: Repository, path: string) => string {
  if (mirror === undefined) return publicAddress;
  if (!/^https?:\/\//i.test(mirror) || !URL.canParse(mirror)) {
    throw new Error(`${mirror} is no mirror: an address that starts with http:// or https://`);
  }
  return (repository, path) => mirrorAddress(mirror, repository, path);
}
