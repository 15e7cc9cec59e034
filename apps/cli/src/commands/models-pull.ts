import {
  archiveAddress,
  archiveMirror,
  mirrorAddress,
  publicAddress,
  PUBLISHED,
  publishedArchive,
  publishedModel,
  pullArchives,
  pullModels,
  type PublishedArchive,
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
  nano-os models pull ALIGNN-JARVIS-formation-energy ALIGNN-JARVIS-bulk-modulus
  nano-os models pull --all --mirror http://files.example.org/weights`;

/** Fetches published models from where their authors keep them. */
export function createModelsPullCommand(): Command {
  return new Command('pull')
    .summary('fetch and install published models')
    .description(
      'Fetches published models from their public addresses at a pinned commit, or from a mirror, ' +
        'checks their SHA-256, converts and installs them. What was cut off goes on from where it ' +
        'was. The SHA-256 of models of ALIGNN is not known beforehand: that of what first comes is ' +
        'kept, and --all leaves them out. Exits with 1 when one fails.',
    )
    .addHelpText('after', EXAMPLES)
    .argument('[names...]', 'names of models, as "models list --available" has them')
    .option('--all', 'every published model whose SHA-256 is known', false)
    .option('--force', 'also what is installed already', false)
    .option(
      '--mirror <url>',
      'a file server with a folder OWNER+NAME for each repository, and one figshare',
    )
    .option('--json', 'print what came of each model as JSON', false)
    .addOption(modelsDirOption())
    .action(async (names: string[], { all, force, json, mirror, ...options }: PullOptions) => {
      const { recipes, archives } = chosen(names, all);
      const mirrored = mirrorOf(mirror ?? readSettings().NANO_OS_MODELS_MIRROR);
      const { store, admit, exclusively } = openModelsDirectory(options);
      const common = {
        store,
        admit,
        exclusively,
        force,
        remote: httpRemote(),
        onEvent: showPull(process.stderr),
        wait: (milliseconds: number) => delay(milliseconds),
      };
      const outcomes = [
        ...(await pullModels(recipes, { ...common, addressOf: addressesOf(mirrored) })),
        ...(await pullArchives(archives, { ...common, addressOf: archivesOf(mirrored) })),
      ];
      if (json) console.log(JSON.stringify(outcomes, null, 2));
      if (outcomes.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

/** What is to be fetched: files that are pinned, and archives that are not. */
interface Chosen {
  readonly recipes: readonly Recipe[];
  readonly archives: readonly PublishedArchive[];
}

function chosen(names: readonly string[], all: boolean): Chosen {
  if (all && names.length > 0) throw new Error('Name models or say --all, not both.');
  if (!all && names.length === 0) {
    throw new Error('Name the models to fetch, or say --all; "models list --available" has them.');
  }
  if (all) return { recipes: PUBLISHED, archives: [] };
  const archives = names.map(publishedArchive).filter((archive) => archive !== undefined);
  const others = names.filter((name) => !publishedArchive(name));
  return {
    recipes: [...new Set(others.map(publishedModel))],
    archives: [...new Set(archives)],
  };
}

function mirrorOf(mirror?: string): string | undefined {
  if (mirror === undefined || (/^https?:\/\//i.test(mirror) && URL.canParse(mirror))) return mirror;
  throw new Error(`${mirror} is no mirror: an address that starts with http:// or https://`);
}

function addressesOf(mirror?: string): (repository: Repository, path: string) => string {
  if (mirror === undefined) return publicAddress;
  return (repository, path) => mirrorAddress(mirror, repository, path);
}

function archivesOf(mirror?: string): (archive: PublishedArchive) => string {
  return mirror === undefined ? archiveAddress : (archive) => archiveMirror(mirror, archive);
}
