import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FileServer } from '../apps/cli/test-support/file-server';
import { PUBLISHED } from '../libs/models/src';
import { layDown } from '../libs/models/test-support/lay-down';
import { SHARED } from '../libs/models/test-support/shared';
import { tinyModel } from '../libs/models/test-support/tiny-model';
import { ROOT } from './support/served';

jest.setTimeout(120_000);

let folder: string;
let models: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nano-os models '));
  models = join(folder, 'models');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The command in a process of its own, as it is typed in a shell. */
function start(...words: string[]): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'bin/nano-os.mjs'), 'models', ...words], {
    cwd: folder,
    env: {
      ...process.env,
      NANO_OS_MODELS_DIR: models,
      // Needs no database: this one is not there.
      DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/mine',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(...words: string[]) {
  const child = start(...words);
  const printed = { output: '', errors: '' };
  child.stdout?.on('data', (chunk: Buffer) => (printed.output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (printed.errors += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...printed, code };
}

describe('nano-os models', () => {
  it('imports without server and database, and says by its exit code how it went', async () => {
    layDown(join(folder, 'tree'), tinyModel());
    mkdirSync(join(folder, 'empty'));
    const commands = [
      ['import', 'tree'],
      ['import', 'empty'],
      ['remove', 'CGCNN-other'],
      ['import'],
    ];
    const [taken, none, fault, usage] = await Promise.all(commands.map((words) => run(...words)));
    expect(taken).toEqual({
      output: 'installed  CGCNN-tiny from .\n1 of 1 came in.\n',
      errors: '',
      code: 0,
    });
    expect(none).toEqual({ output: 'Nothing in empty looks like a model.\n', errors: '', code: 1 });
    const errors = `There is no model CGCNN-other in ${models}.\n`;
    expect(fault).toEqual({ output: '', errors, code: 1 });
    expect(usage).toMatchObject({ output: '', code: 1 });
    expect(usage!.errors).toContain("missing required argument 'folder'");
  });
});

const WEIGHTS = join(SHARED, 'weights');
const suite = existsSync(WEIGHTS) ? describe : describe.skip;

suite('a pull of a published model (skipped where NANO_OS_SHARED has no weights)', () => {
  it('survives kill -9: no half model, and the rest of the bytes next time', async () => {
    const server = new FileServer(WEIGHTS);
    const mirror = await server.listen();
    server.mishaps.push({ stall: 500_000 });
    const recipe = PUBLISHED.find(({ name }) => name === 'CGCNN-band-gap')!;
    const child = start('pull', recipe.name, '--mirror', mirror);
    const part = join(models, '.downloads', `${recipe.files[0]!.sha256}.part`);
    while (statSync(part, { throwIfNoEntry: false })?.size !== 500_000) {
      expect(child.exitCode).toBeNull();
      await delay(10);
    }
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(readdirSync(models)).not.toContain(recipe.name);

    const again = await run('pull', recipe.name, '--mirror', mirror);
    expect(again).toEqual({
      output: '',
      errors: `fetching   ${recipe.name}, 0.8 MB\ninstalled  ${recipe.name}\n`,
      code: 0,
    });
    const ranges = server.requests.map(({ range }) => range);
    expect(ranges).toEqual([undefined, 'bytes=500000-', undefined]);
    await server.close();
  });
});
