import { importTree, type ImportOutcome } from '@nano-os/models';
import { Command } from 'commander';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';
import { printable } from '../models/printable';

interface ImportOptions extends DirectoryOptions {
  json: boolean;
}

/** Installs what a folder holds; needs no server and no database. */
export function createModelsImportCommand(): Command {
  return new Command('import')
    .summary('install the models that a folder holds')
    .description(
      'Installs every model of a folder: models of this program, published files wherever they ' +
        'lie (known by their SHA-256), and what the programs of the authors of CGCNN, MEGNet and ' +
        'M3GNet leave. What is skipped is named with the reason. Exits with 1 when none came in.',
    )
    .argument('<folder>', 'one model, or a tree that holds several')
    .option('--json', 'print JSON', false)
    .addOption(modelsDirOption())
    .action(async (folder: string, { json, ...options }: ImportOptions) => {
      const { admit } = openModelsDirectory(options);
      const outcomes = await importTree(folder, {
        admit,
        onOutcome: (outcome) => {
          if (!json) console.log(describe(outcome));
        },
      });
      const taken = outcomes.filter(({ ok }) => ok).length;
      if (json) console.log(JSON.stringify(outcomes, null, 2));
      else if (outcomes.length > 0) console.log(`${taken} of ${outcomes.length} came in.`);
      else console.log(`Nothing in ${folder} looks like a model.`);
      if (taken === 0) process.exitCode = 1;
    });
}

function describe(outcome: ImportOutcome): string {
  const path = printable(outcome.path);
  if (!outcome.ok) return `skipped    ${path}: ${printable(outcome.reason)}`;
  return `${outcome.result.padEnd(9)}  ${outcome.name} from ${path}`;
}
