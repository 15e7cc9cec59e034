import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inTurn } from '../../test-support/in-turn';
import { layDown } from '../../test-support/lay-down';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyModel } from '../../test-support/tiny-model';
import { ModelInstaller } from './model-installer';
import { ModelStore } from './model-store';

// Generous, for slow machines.
jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../../../..');
const LOADER = join(ROOT, 'test/support/typescript.cjs');
const PROGRAM = join(ROOT, 'libs/models/test-support/install-and-die.ts');

const directory = temporaryFolder();
const [old, successor] = [tinyModel(1), tinyModel(2)];
const { name } = old.card;

/** Installs the successor in a process of its own, which is killed; false when it got through. */
async function wasKilled(models: string, count: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    ['-r', LOADER, PROGRAM, models, join(directory(), 'successor'), String(count)],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === 'SIGKILL') return true;
  expect({ code, signal }).toEqual({ code: 0, signal: null });
  return false;
}

async function digestIn(models: string): Promise<string | null> {
  const [entry] = await new ModelStore(models).list();
  return entry ? (await new ModelStore(models).open(entry.name)).digest : null;
}

/** Kills an install at every change to the disk; what readers find after each. */
async function killedEverywhere(start: string): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for (let count = 1; ; count++) {
    const models = join(directory(), String(count));
    cpSync(start, models, { recursive: true });
    if (!(await wasKilled(models, count))) return found;
    found.push(await digestIn(models));
    // The next writer finds nothing in its way, and leaves nothing.
    await new ModelInstaller(models, inTurn()).install(successor);
    expect(await digestIn(models)).toBe(successor.digest);
    const hidden = ['.staging', '.replaced'].flatMap((folder) => readdirSync(join(models, folder)));
    expect([...readdirSync(models), ...hidden].sort()).toEqual(['.replaced', '.staging', name]);
  }
}

describe('a writer that is killed', () => {
  let start: string;
  beforeEach(() => {
    start = join(directory(), 'start');
    layDown(join(directory(), 'successor'), successor);
  });

  it('leaves the old model or the new one, whole', async () => {
    await new ModelInstaller(start, inTurn()).install(old);
    const found = await killedEverywhere(start);
    const turn = found.indexOf(successor.digest);
    expect(found.slice(0, turn).every((digest) => digest === old.digest)).toBe(true);
    expect(found.slice(turn).every((digest) => digest === successor.digest)).toBe(true);
    // It was killed before the new one was in place, and after.
    expect(turn).toBeGreaterThan(5);
  });

  it('leaves the new model or none where there was none', async () => {
    mkdirSync(start);
    const found = await killedEverywhere(start);
    expect(new Set(found)).toEqual(new Set([null, successor.digest]));
  });
});
