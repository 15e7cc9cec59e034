import { writeStructure } from '@nano-os/crystal';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layDown } from '../../../../libs/models/test-support/lay-down';
import { tinyModel } from '../../../../libs/models/test-support/tiny-model';
import { oddCrystals } from '../../../../libs/models/test-support/tiny-m3gnet';
import { layCrystalFiles, type CrystalFiles } from '../../test-support/crystal-files';
import { runCommand, type Printed } from '../../test-support/run-command';

const env = { ...process.env };
let files: CrystalFiles;

beforeEach(() => {
  files = layCrystalFiles();
  process.env.NANO_OS_MODELS_DIR = files.models;
  process.env.NANO_OS_SHIPPED_MODELS = 'none';
  process.env.DATABASE_URL = 'postgres://me:secret@127.0.0.1:1/mine';
});
afterEach(() => {
  files.remove();
});
afterAll(() => {
  process.env = env;
});

const predict = (...words: string[]): Promise<Printed> => runCommand('predict', ...words);

interface Predicted {
  readonly properties: Readonly<Record<string, number | number[][]>>;
}

const parsed = ({ text }: Printed): Predicted[] => JSON.parse(text) as Predicted[];

describe('nano-os predict', () => {
  it('answers as the API does, of each file by itself', async () => {
    layDown(join(files.models, 'CGCNN-tiny'), tinyModel());
    const names = ['odd.vasp', 'xenon.cif', 'water.xyz', 'broken.cif'].map(files.path);
    const printed = await predict(...names, '--model', 'cgcnn', '--json');
    expect(printed.code).toBe(1);
    expect(parsed(printed)).toEqual([
      {
        file: names[0],
        model_name: 'CGCNN',
        model_version: '1.0.0',
        properties: { formation_energy: expect.any(Number) as number },
        confidence_scores: { formation_energy: expect.any(Number) as number },
        metadata: {
          formula: 'TiSiO2',
          num_atoms: 4,
          dimensionality: 2,
          weights_digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          models: { formation_energy: 'CGCNN-tiny' },
          functionals: { formation_energy: 'PBE' },
          units: { formation_energy: 'eV/atom' },
          omitted: { bandgap: 'No installed model of CGCNN predicts it.' },
        },
      },
      { file: names[1], error: { code: 'unknown-element', message: expect.any(String) as string } },
      { file: names[2], error: { code: 'molecule', message: expect.any(String) as string } },
      { file: names[3], error: { code: 'empty', message: expect.any(String) as string } },
    ]);
  });

  it('gives the whole cell of a supercell what it gives the cell, and forces site by site', async () => {
    const [odd] = oddCrystals(1);
    const large = files.path('large.cif');
    writeFileSync(large, writeStructure(odd!.supercell([1, 2, 1]), 'cif'));
    const printed = await predict(files.path('odd.vasp'), large, '--model', 'M3GNET', '--json');
    expect(printed.code).toBe(0);
    const [one, two] = parsed(printed);
    const [energy, twice] = [one, two].map((each) => each!.properties.energy as number);
    expect(Math.abs(twice! / energy! - 2)).toBeLessThan(1e-5);
    expect(one!.properties.forces).toHaveLength(4);
    expect(two!.properties.forces).toHaveLength(8);
  });

  it('prints a table', async () => {
    const { text, errors } = await predict(files.path('odd.vasp'), '--model', 'M3GNET');
    expect(errors).toBe('');
    expect(text.split('\n')).toEqual([
      expect.stringMatching(/^FILE +FORMULA +PROPERTY +VALUE +UNIT +CONFIDENCE$/) as string,
      expect.stringMatching(/odd\.vasp +TiSiO2 +energy +-?\d+\.\d{4} +eV( +\d\.\d\d)?$/) as string,
      expect.stringMatching(/^ +forces +up to \d+\.\d{4} +eV\/Å$/) as string,
      expect.stringMatching(/^ +stresses +up to \d+\.\d{4} +GPa$/) as string,
    ]);
  });

  it('says which models there are, and what installs one', async () => {
    const odd = files.path('odd.vasp');
    await expect(predict(odd, '--model', 'stub')).rejects.toThrow(
      'there are CGCNN, MEGNet, M3GNET',
    );
    await expect(predict(odd, '--model', 'MEGNet')).rejects.toThrow(
      'No weights are installed for MEGNet: "nano-os models pull"',
    );
    mkdirSync(join(files.models, 'CGCNN-empty'));
    await expect(predict(odd, '--model', 'CGCNN')).rejects.toThrow('CGCNN-empty cannot be used');
  });

  it('takes the models that come with the program where none is installed', async () => {
    process.env.NANO_OS_SHIPPED_MODELS = files.models;
    process.env.NANO_OS_MODELS_DIR = files.path('none');
    const printed = await predict(files.path('odd.vasp'), '--model', 'M3GNET', '--json');
    expect(printed).toMatchObject({ errors: '', code: 0 });
  });
});
