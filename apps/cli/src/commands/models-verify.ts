import { errorMessage } from '@nano-os/database';
import { networkOf, verifyModel, type ModelSource } from '@nano-os/models';
import { Command } from 'commander';
import {
  modelsDirOption,
  openModelsDirectory,
  type DirectoryOptions,
} from '../models/models-directory';
import { printable } from '../models/printable';

interface VerifyOptions extends DirectoryOptions {
  json: boolean;
}

interface Verdict {
  name: string;
  ok: boolean;
  fault?: string;
}

/** Says of each model whether it can serve; fails when one cannot. */
export function createModelsVerifyCommand(): Command {
  return new Command('verify')
    .summary('check that installed models are whole and work')
    .description(
      'Checks installed models: the SHA-256 of their weights, that every weight is finite and of ' +
        'the shape that the network needs, and that a crystal gets a finite value for every ' +
        'property. Exits with 1 when one fails.',
    )
    .argument('[names...]', 'names of models; all of them when none is given')
    .option('--json', 'print JSON', false)
    .addOption(modelsDirOption())
    .action(async (names: string[], { json, ...options }: VerifyOptions) => {
      const { all: store } = openModelsDirectory(options);
      const verdicts: Verdict[] = [];
      for (const name of names.length > 0 ? names : await store.names()) {
        const verdict = await verify(name, store);
        verdicts.push(verdict);
        if (!json) console.log(describe(verdict));
      }
      if (json) console.log(JSON.stringify(verdicts, null, 2));
      else if (verdicts.length === 0) console.log(`No models in ${store.directory}.`);
      if (verdicts.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

async function verify(name: string, store: ModelSource): Promise<Verdict> {
  try {
    const model = await store.open(name);
    await verifyModel(model, networkOf(model.card.architecture));
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, fault: errorMessage(error) };
  }
}

function describe({ name, ok, fault = '' }: Verdict): string {
  return ok ? `${name}: sound` : `${name}: ${printable(fault)}`;
}
