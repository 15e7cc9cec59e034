// A program that installs a model and is killed on the way: install-and-die.ts DIRECTORY FOLDER COUNT
// installs what lies in FOLDER into DIRECTORY, and kills itself before the COUNTth change to the
// disk, or in the middle of that where it is the writing of a file.
import fs from 'node:fs/promises';
import { readModelFolder } from '../src/store/model-folder';
import { ModelInstaller } from '../src/store/model-installer';
import { inTurn } from './in-turn';

const [directory = '', folder = '', count = ''] = process.argv.slice(2);
let changes = 0;

function isTime(): boolean {
  changes += 1;
  return changes === Number(count);
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal may take a moment to arrive, in which nothing more may be changed.
  for (;;);
}

function makeMortal(): void {
  for (const name of ['mkdir', 'rename', 'rm', 'open'] as const) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    const mortal = (...args: unknown[]): unknown => (isTime() ? die() : real(...args));
    Object.assign(fs, { [name]: mortal });
  }
  const { writeFile } = fs;
  fs.writeFile = async (path, data, options) => {
    if (!isTime()) return writeFile(path, data, options);
    await writeFile(path, (data as Uint8Array).subarray(0, 100), options);
    return die();
  };
}

void readModelFolder(folder).then((model) => {
  makeMortal();
  return new ModelInstaller(directory, inTurn()).install(model);
});
