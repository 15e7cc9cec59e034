import { sha256 } from '@nano-os/models';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFixture } from '../../../../libs/models/test-support/checkpoint-fixtures';
import { layDown } from '../../../../libs/models/test-support/lay-down';
import { SHARED } from '../../../../libs/models/test-support/shared';
import { tinyModel } from '../../../../libs/models/test-support/tiny-model';
import { FileServer } from '../../test-support/file-server';
import { runCommand, type Printed } from '../../test-support/run-command';

const model = tinyModel();
const { name } = model.card;
const env = { ...process.env };
let folder: string;
let models: string;

const run = (...words: string[]): Promise<Printed> => runCommand('models', ...words);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nano-os-models-cli-'));
  models = join(folder, 'models');
  process.env.NANO_OS_MODELS_DIR = models;
  // Nothing here needs a database, so that one that cannot be reached is no hindrance.
  process.env.DATABASE_URL = 'postgres://me:secret@127.0.0.1:1/mine';
  delete process.env.NANO_OS_MODELS_MIRROR;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => {
  process.env = env;
});

describe('nano-os models list', () => {
  it('says when there are none, and makes nothing', async () => {
    expect((await run('list')).text).toContain(`No models in ${models}: "nano-os models pull`);
    expect((await run('list', '--json')).text).toBe('[]');
    expect(existsSync(models)).toBe(false);
  });

  it('lists models, and names the faults of those that cannot be read', async () => {
    layDown(join(models, name), model);
    mkdirSync(join(models, 'broken'));
    const { text, code } = await run('list');
    expect(code).toBe(0);
    expect(text.split('\n')).toEqual([
      'NAME        FAMILY          WEIGHTS  DIGEST        ORIGIN  PROPERTIES',
      `CGCNN-tiny  CGCNN           0.0 MB   ${model.digest.slice(0, 12)}  own     formation_energy`,
      'broken      cannot be read',
      expect.stringMatching(/^broken: The model broken cannot be read: ENOENT/) as string,
    ]);
    expect(JSON.parse((await run('list', '--json')).text)).toEqual([
      {
        name,
        family: 'CGCNN',
        version: '1.0.0',
        properties: ['formation_energy'],
        weights_bytes: model.weights.length,
        digest: model.digest,
        origin: 'own',
        licence: 'MIT',
        source: 'a seed',
      },
      { name: 'broken', fault: expect.stringContaining('ENOENT') as string },
    ]);
  });

  it('lists what can be fetched', async () => {
    const { text } = await run('list', '--available');
    expect(text).toMatch(/^CGCNN-band-gap +CGCNN +0\.8 MB +no +bandgap$/m);
    const all = JSON.parse((await run('list', '--available', '--json')).text) as unknown[];
    expect(all).toContainEqual(
      expect.objectContaining({
        name: 'M3GNet-MP-2021.2.8-PES',
        installed: false,
        licence: 'BSD-3-Clause',
      }),
    );
  });
});

describe('nano-os models import', () => {
  it('takes what is sound and says what is not', async () => {
    layDown(join(folder, 'tree/sound'), model);
    writeFileSync(join(folder, 'tree/strange.pt'), 'x');
    const { text, code } = await run('import', join(folder, 'tree'));
    expect(code).toBe(0);
    expect(text.split('\n')).toEqual([
      `installed  ${name} from sound`,
      'skipped    strange.pt: of no kind that is known here',
      '1 of 2 came in.',
    ]);
    expect((await run('verify')).text).toBe(`${name}: sound`);
  });

  it('fails when none came in, or there is nothing there', async () => {
    mkdirSync(join(folder, 'tree'));
    expect(await run('import', join(folder, 'tree'))).toMatchObject({
      text: `Nothing in ${join(folder, 'tree')} looks like a model.`,
      code: 1,
    });
    writeFileSync(join(folder, 'tree/strange\u001b[2J.pt'), 'x');
    const { text, code } = await run('import', join(folder, 'tree'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(text)).toEqual([
      { path: 'strange\u001b[2J.pt', ok: false, reason: 'of no kind that is known here' },
    ]);
    expect((await run('import', join(folder, 'tree'))).text).toContain('strange?[2J.pt');
    await expect(run('import', join(folder, 'absent'))).rejects.toThrow('cannot be read');
  });

  it('takes another directory than that of the environment when it is told to', async () => {
    layDown(join(folder, 'one'), model);
    const other = join(folder, 'other');
    await run('import', join(folder, 'one'), '--models-dir', other);
    expect(existsSync(models)).toBe(false);
    expect((await run('list', '--models-dir', other)).text).toContain(name);
  });
});

describe('nano-os models verify, remove and export', () => {
  beforeEach(() => {
    layDown(join(models, name), model);
  });

  it('verify fails when one model does', async () => {
    layDown(join(models, 'sound'), tinyModel(1, { name: 'sound' }));
    expect(await run('verify', 'sound')).toMatchObject({ text: 'sound: sound', code: 0 });
    writeFileSync(join(models, name, 'weights.safetensors'), 'x');
    const { text, code } = await run('verify');
    expect(code).toBe(1);
    expect(text).toMatch(/^CGCNN-tiny: weights\.safetensors .* SHA-256 .*\nsound: sound$/);
    expect(JSON.parse((await run('verify', 'sound', 'absent', '--json')).text)).toEqual([
      { name: 'sound', ok: true },
      { name: 'absent', ok: false, fault: `There is no model absent in ${models}.` },
    ]);
  });

  it('remove removes it', async () => {
    expect(await run('remove', name)).toMatchObject({ text: `removed ${name}`, code: 0 });
    expect((await run('list', '--json')).text).toBe('[]');
    await expect(run('remove', name)).rejects.toThrow(`There is no model ${name} in`);
    await expect(run('remove', '..')).rejects.toThrow('is no name for a model');
  });

  it('export writes a folder of a model repository', async () => {
    const to = join(folder, 'repository');
    expect((await run('export', name, '--to', to)).text).toBe(`wrote ${join(to, name)}`);
    expect(readdirSync(join(to, name)).sort()).toContain('config.pbtxt');
    await expect(run('export', name, '--to', to)).rejects.toThrow('--force takes its place');
    await run('export', name, '--to', to, '--force');
  });
});

describe('nano-os models pull', () => {
  it.each([
    [[], 'Name the models to fetch, or say --all'],
    [['CGCNN-band-gap', '--all'], 'Name models or say --all, not both'],
    [['CGCNN-gap'], 'No published model is called CGCNN-gap; there are CGCNN-'],
    [['CGCNN-band-gap', '--mirror', 'file:///etc'], 'file:///etc is no mirror'],
  ])('refuses %j', async (words, message) => {
    await expect(run('pull', ...words)).rejects.toThrow(message);
  });

  it('says which model a mirror does not have, and fails', async () => {
    const server = new FileServer(folder);
    process.env.NANO_OS_MODELS_MIRROR = await server.listen();
    const { errors, code } = await run('pull', 'CGCNN-band-gap');
    await server.close();
    expect(code).toBe(1);
    expect(errors).toMatch(/^failed +CGCNN-band-gap: http:.*pth\.tar .* answers 404 Not Found\.$/m);
    expect(server.requests).toHaveLength(1);
    expect((await run('list', '--json')).text).toBe('[]');
  });

  it('fetches an archive of ALIGNN from a mirror, and keeps its digest', async () => {
    const archive = readFixture('small_bandgap_alignn.zip');
    mkdirSync(join(folder, 'figshare'));
    writeFileSync(join(folder, 'figshare/31459636.zip'), archive);
    const server = new FileServer(folder);
    const mirror = await server.listen();
    const name = 'ALIGNN-JARVIS-band-gap-OptB88vdW';
    const { errors, code } = await run('pull', name, '--mirror', mirror);
    await server.close();
    expect([code, errors]).toEqual([0, expect.stringMatching(/^installed +ALIGNN/m)]);
    const source = `https://ndownloader.figshare.com/files/31459636#sha256=${sha256(archive)}`;
    expect(JSON.parse((await run('list', '--json')).text)).toMatchObject([{ name, source }]);
    expect((await run('list', '--available')).text).toMatch(/^ALIGNN-.*OptB88vdW .*unknown +yes/m);
  });
});

const WEIGHTS = join(SHARED, 'weights');
const suite = existsSync(WEIGHTS) ? describe : describe.skip;

suite('the published weights on a mirror (skipped where NANO_OS_SHARED has none)', () => {
  it('are pulled through every fault that passes, converted, and sound', async () => {
    const server = new FileServer(WEIGHTS);
    const mirror = await server.listen();
    server.mishaps.push({ status: 503 }, { cut: 300_000 }, { cut: 100_000 });
    const names = ['CGCNN-band-gap', 'MEGNet-MP-2018.6.1-log10K'];
    const { text, errors, code } = await run('pull', ...names, '--mirror', mirror, '--json');
    await server.close();
    expect(code).toBe(0);
    expect(JSON.parse(text)).toEqual(
      names.map((own) => ({ name: own, ok: true, result: 'installed' })),
    );
    expect(errors).toContain('trying CGCNN-band-gap again in 1 s: the server answers 503');
    expect(server.requests.map(({ range }) => range).slice(0, 4)).toEqual([
      undefined,
      undefined,
      expect.stringMatching(/^bytes=\d+-$/) as string,
      expect.stringMatching(/^bytes=\d+-$/) as string,
    ]);
    expect((await run('verify')).text).toBe(names.map((own) => `${own}: sound`).join('\n'));
    expect(readdirSync(join(models, '.downloads'))).toEqual(['lock']);
  });
});
