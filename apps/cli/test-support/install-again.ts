// A program that installs models again and again, one after another: install-again.ts MODELS TIMES FOLDER...
import { readModelFolder } from '../../../libs/models/src/store/model-folder';
import { openModelsDirectory } from '../src/models/models-directory';

const [modelsDir = '', times = '', ...folders] = process.argv.slice(2);

async function main(): Promise<void> {
  const models = await Promise.all(folders.map(readModelFolder));
  const { installer } = openModelsDirectory({ modelsDir });
  for (let time = 0; time < Number(times); time++) {
    for (const model of models) await installer.install(model);
  }
}

void main();
