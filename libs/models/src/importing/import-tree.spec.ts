import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readFixture } from '../../test-support/checkpoint-fixtures';
import { inTurn } from '../../test-support/in-turn';
import { layDown } from '../../test-support/lay-down';
import { modelFault } from '../../test-support/model-fault';
import { SHARED } from '../../test-support/shared';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { tinyModel, tinyTensors } from '../../test-support/tiny-model';
import { TINY_CONVERTERS, tinyPublished, writeMirror } from '../../test-support/tiny-published';
import { writeCard } from '../cards/card-bytes';
import { sha256 } from '../cards/digest';
import { networkOf } from '../networks';
import { isUpToDate } from '../published/convert-published';
import { CONVERTERS, type Converter } from '../published/converters';
import { PUBLISHED } from '../published/recipes';
import { writeSafetensors } from '../safetensors';
import { admitInto } from '../store/admit';
import { ModelInstaller } from '../store/model-installer';
import { ModelStore } from '../store/model-store';
import { importTree, type ImportOptions, type ImportOutcome } from './import-tree';

// Generous, for slow machines.
jest.setTimeout(120_000);

const folder = temporaryFolder();
const tree = (): string => join(folder(), 'tree');
const models = (): ModelStore => new ModelStore(join(folder(), 'models'));
const published = [tinyPublished(3), tinyPublished(4)];

/** Imports with the recipes and converters of the tests. */
async function run(options: Partial<ImportOptions> = {}): Promise<ImportOutcome[]> {
  const told: ImportOutcome[] = [];
  const outcomes = await importTree(tree(), {
    admit: admitInto(new ModelInstaller(models().directory, inTurn())),
    onOutcome: (outcome) => told.push(outcome),
    recipes: published.map(({ recipe }) => recipe),
    converters: TINY_CONVERTERS,
    ...options,
  });
  expect(told).toEqual(outcomes);
  return outcomes;
}

const skipped = (path: string, reason: string): ImportOutcome => ({
  path,
  ok: false,
  reason: expect.stringContaining(reason) as string,
});

beforeEach(() => {
  mkdirSync(tree());
});

describe('importing one model', () => {
  it('takes a folder of the own form, once', async () => {
    const model = tinyModel();
    layDown(tree(), model);
    const outcome = { path: '.', ok: true, name: 'CGCNN-tiny' };
    expect(await run()).toEqual([{ ...outcome, result: 'installed' }]);
    expect((await models().open('CGCNN-tiny')).digest).toBe(model.digest);
    expect(await run()).toEqual([{ ...outcome, result: 'unchanged' }]);
  });

  it('takes published files, wherever they lie and whatever they are called', async () => {
    writeMirror(tree(), [published[0]!]);
    renameSync(
      join(tree(), 'someone+tiny/trained/tiny-3.pth.tar'),
      join(tree(), 'download (1).tar'),
    );
    expect(await run()).toEqual([
      { path: 'download (1).tar', ok: true, name: 'CGCNN-tiny-3', result: 'installed' },
    ]);
    const { card } = await models().open('CGCNN-tiny-3');
    expect(card).toMatchObject({
      origin: 'published',
      licence: 'MIT',
      source: `https://raw.githubusercontent.com/someone/tiny/${'c'.repeat(40)}/trained/tiny-3.pth.tar`,
      training: { crystals: 7 },
    });
    expect(card.description).toContain("on the authors' test set: formation_energy 9 eV/atom");
  });

  it.each([
    ['alignn', 'best_model.pt', ['config.json'], '{"model": {"name": "alignn"}}', 'tree'],
    ['cgcnn', 'band-gap.pth.tar', ['atom_init.json'], '', 'tree-band-gap'],
    ['megnet-keras', 'mine.hdf5', ['mine.hdf5.json'], '', 'mine'],
    ['megnet-matgl', 'state.pt', ['model.json', 'model.pt'], '{"@class": "MEGNet"}', 'tree'],
    ['m3gnet-matgl', 'state.pt', ['model.json'], '{"kwargs": {"@class":"M3GNet"}}', 'tree'],
  ] as const)('takes what the authors of %s leave', async (format, weights, others, text, name) => {
    writeFileSync(join(tree(), weights), Uint8Array.of(9, 9));
    for (const other of others) writeFileSync(join(tree(), other), text);
    const given: string[] = [];
    const convert: Converter = (files) => {
      given.push(...files.keys());
      return TINY_CONVERTERS[format](files);
    };
    // The tiny one is a CGCNN whatever it is said to be.
    const networks = () => networkOf('cgcnn');
    const admit = admitInto(new ModelInstaller(models().directory, inTurn()), networks);
    const [outcome, ...rest] = await run({
      admit,
      converters: { ...TINY_CONVERTERS, [format]: convert },
    });
    expect(outcome).toMatchObject({ ok: true, name, result: 'installed' });
    expect(rest).toEqual([]);
    expect(given.sort()).toEqual([weights, ...others].sort());
    expect((await models().open(name)).card).toMatchObject({
      origin: 'own',
      architecture: format.split('-')[0],
      heldOut: {},
      training: { set: 'unknown' },
    });
  });
});

describe('importing archives', () => {
  it('takes one of the authors of ALIGNN as it is published, and says what another is not', async () => {
    const name = 'small_bandgap_alignn.zip';
    writeFileSync(join(tree(), name), readFixture(name));
    writeFileSync(join(tree(), 'other.zip'), 'x');
    expect(await run({ converters: CONVERTERS })).toEqual([
      { path: name, ok: true, name: 'small-bandgap-alignn', result: 'installed' },
      skipped('other.zip', 'of no kind that is known here'),
    ]);
    expect((await models().open('small-bandgap-alignn')).card).toMatchObject({
      family: 'ALIGNN',
      properties: [{ name: 'bandgap' }],
    });
  });
});

describe('importing a tree of several', () => {
  it('takes what it knows and says why it skips the rest', async () => {
    writeMirror(tree(), published);
    layDown(join(tree(), 'ours'), tinyModel());
    layDown(join(tree(), 'ours again'), tinyModel(2));
    writeFileSync(join(tree(), 'mystery.onnx'), 'x');
    writeFileSync(join(tree(), 'README.md'), 'x');
    mkdirSync(join(tree(), '.git'));
    writeFileSync(join(tree(), '.git/x.pt'), 'x');
    symlinkSync('/', join(tree(), 'link'));
    const took = { ok: true, result: 'installed' };
    expect(await run()).toEqual([
      { ...took, path: 'ours', name: 'CGCNN-tiny' },
      skipped('ours again', 'a model of the name CGCNN-tiny came in from ours'),
      { ...took, path: 'someone+tiny/trained/tiny-3.pth.tar', name: 'CGCNN-tiny-3' },
      { ...took, path: 'someone+tiny/trained/tiny-4.pth.tar', name: 'CGCNN-tiny-4' },
      skipped('mystery.onnx', 'of no kind that is known here'),
      skipped('link', 'a link'),
    ]);
    expect(await models().names()).toEqual(['CGCNN-tiny', 'CGCNN-tiny-3', 'CGCNN-tiny-4']);
  });

  it('lets no damaged model in, and none keep the others out', async () => {
    const bad = (name: string, seed = 1) => {
      const model = tinyModel(seed, { name });
      layDown(join(tree(), name), model);
      return { model, file: (file: string): string => join(tree(), name, file) };
    };
    writeFileSync(bad('a-card').file('card.json'), '{"format": 1, "name": 5}');
    writeFileSync(bad('b-digest').file('weights.safetensors'), tinyModel(2).weights);
    rmSync(bad('c-absent').file('weights.safetensors'));
    const climbing = bad('d-name').model.card;
    const text = new TextDecoder().decode(writeCard(climbing)).replace('d-name', '../../d-name');
    writeFileSync(join(tree(), 'd-name/card.json'), text);
    const linked = bad('e-link').file('weights.safetensors');
    renameSync(linked, join(tree(), 'outside'));
    symlinkSync(join(tree(), 'outside'), linked);
    const tensors = tinyTensors(1);
    tensors.get('readout.bias')!.data[0] = NaN;
    const weights = writeSafetensors(tensors);
    const nan = bad('f-nan').model.card;
    const card = { ...nan, files: { 'weights.safetensors': sha256(weights) } };
    layDown(join(tree(), 'f-nan'), { ...tinyModel(), card, weights });
    truncateSync(bad('g-huge').file('card.json'), 2 ** 40);
    bad('h-sound');

    const outcomes = await run();
    expect(outcomes).toEqual([
      skipped('a-card', 'name: expected letters'),
      skipped('b-digest', 'SHA-256'),
      skipped('c-absent', 'weights.safetensors'),
      skipped('d-name', 'name: expected letters, digits, dots and dashes'),
      skipped('e-link', 'not a plain file'),
      skipped('f-nan', 'NaN'),
      { path: 'h-sound', ok: true, name: 'h-sound', result: 'installed' },
      skipped('g-huge/weights.safetensors', 'of no kind that is known here'),
      skipped('e-link/weights.safetensors', 'a link'),
      skipped('g-huge/card.json', 'larger than 2 GiB'),
    ]);
    expect(await models().names()).toEqual(['h-sound']);
    expect(existsSync(join(folder(), 'd-name'))).toBe(false);
  });

  it('says which file of a published model is missing, and what is known but not served', async () => {
    writeMirror(tree(), published);
    rmSync(join(tree(), 'someone+tiny/data'), { recursive: true });
    const reason = 'without data/features.json';
    expect(await run()).toEqual([
      skipped('someone+tiny/trained/tiny-3.pth.tar', `of CGCNN-tiny-3, ${reason}`),
      skipped('someone+tiny/trained/tiny-4.pth.tar', `of CGCNN-tiny-4, ${reason}`),
    ]);
    expect(await models().names()).toEqual([]);
  });

  it('does not take other contents under the name of a published model', async () => {
    const [recipe] = PUBLISHED.filter(({ format }) => format === 'megnet-matgl');
    const own = join(tree(), recipe!.name);
    mkdirSync(own);
    writeFileSync(join(own, 'model.json'), '{"@class": "MEGNet"}');
    writeFileSync(join(own, 'state.pt'), 'x');
    expect(await run()).toEqual([skipped(recipe!.name, 'the name of the published')]);
  });

  it('says when there is no such folder', async () => {
    rmSync(tree(), { recursive: true });
    await expect(run()).rejects.toThrow(modelFault('bad-tree'));
    writeFileSync(tree(), '');
    await expect(run()).rejects.toThrow(modelFault('bad-tree'));
  });
});

const WEIGHTS = join(SHARED, 'weights');
const suite = existsSync(WEIGHTS) ? describe : describe.skip;

suite('importing the published weights (skipped where NANO_OS_SHARED has none)', () => {
  it('takes every model that is served and names the rest', async () => {
    const outcomes = await importTree(WEIGHTS, {
      admit: admitInto(new ModelInstaller(models().directory, inTurn())),
      onOutcome: () => undefined,
    });
    const names = PUBLISHED.map(({ name }) => name);
    const taken = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.name] : []));
    expect(taken).toEqual(names);
    const left = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]));
    expect(left).toHaveLength(10);
    for (const reason of left) expect(reason).toMatch(/^a published (CGCNN|MEGNet|classifier)/);
    expect((await models().list()).map(({ name }) => name)).toEqual([...names].sort());
    for (const recipe of PUBLISHED) {
      const { card } = await models().open(recipe.name);
      expect(isUpToDate(card, recipe)).toBe(true);
      const served = card.properties.map(({ name }) => name);
      for (const { property } of recipe.reported.errors) expect(served).toContain(property);
    }
  });
});
