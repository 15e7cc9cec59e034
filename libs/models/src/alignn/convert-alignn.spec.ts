import { ALIGNN_CRYSTALS, seededAlignn } from '../../test-support/alignn-figures';
import { readFixture } from '../../test-support/checkpoint-fixtures';
import { openNetwork } from '../../test-support/open-network';
import { zipOf } from '../../test-support/zip-writer';
import { readZip } from '../checkpoints';
import { alignn } from '.';
import { weightsAmong } from './checkpoint-files';
import { convertAlignn } from './convert-alignn';

const ARCHIVE = readFixture('small_bandgap_alignn.zip');
/** The two files of the archive, by their names. */
const FOLDER = new Map(
  [...readZip(ARCHIVE)].map(([path, file]) => [path.split('/').at(-1)!, file.read()]),
);
const CONFIG = JSON.parse(Buffer.from(FOLDER.get('config.json')!).toString()) as {
  readonly model: object;
};

/** The archive's files with some of the configuration, or of its model, changed. */
function withConfig(changes: object, model: object = {}): Map<string, Uint8Array> {
  const config = { ...CONFIG, ...changes, model: { ...CONFIG.model, ...model } };
  return new Map([...FOLDER, ['config.json', Buffer.from(JSON.stringify(config))]]);
}

describe('checkpoints of ALIGNN', () => {
  it('are read from an archive or a folder, and answer what the authors’ program answers', async () => {
    const { config, properties, tensors } = convertAlignn(new Map([['a.zip', ARCHIVE]]));
    expect(convertAlignn(FOLDER)).toEqual({
      config,
      properties,
      elements: config.elements,
      tensors,
    });
    expect(properties).toEqual([
      { name: 'bandgap', unit: 'eV', transform: 'identity', output: 'value', scale: 1, shift: 0 },
    ]);
    const network = await openNetwork(alignn, config, tensors);
    const answers = await network.predict(...ALIGNN_CRYSTALS.map(({ structure }) => structure));
    await network.dispose();
    const { values } = seededAlignn('small');
    const gaps = answers.map(({ value }, index) => Math.abs((value as number) - values[index]!));
    expect(Math.max(...gaps)).toBeLessThan(1e-5);
  });

  it.each([
    ['formation_energy_peratom', 'formation_energy', 'eV/atom'],
    ['mbj_bandgap', 'bandgap', 'eV'],
    ['gap pbe', 'bandgap', 'eV'],
    ['bulk_modulus_kv', 'bulk_modulus', 'GPa'],
    ['shear_modulus_gv', 'shear_modulus', 'GPa'],
    ['dfpt_piezo_max_dielectric', 'dielectric', ''],
  ])('are of what the authors call %s', (target, name, unit) => {
    expect(convertAlignn(withConfig({ target })).properties).toMatchObject([{ name, unit }]);
  });

  it.each([
    [{ target: 'slme' }, {}, '"slme"'],
    [{ atom_features: 'cfid' }, {}, 'atom_features "cfid", not "cgcnn"'],
    [{ neighbor_strategy: 'radius_graph' }, {}, 'neighbor_strategy'],
    [{ target_multiplication_factor: 10 }, {}, 'target_multiplication_factor'],
    [{}, { name: 'alignn_atomwise' }, 'model.name "alignn_atomwise"'],
    [{}, { classification: true }, 'model.classification'],
    [{}, { extra_features: 6 }, 'model.extra_features'],
    [{}, { link: 'sqrt' }, 'model.link "sqrt"'],
    [{}, { hidden_features: '256' }, 'no whole number model.hidden_features'],
    [{}, { hidden_features: 9 }, 'has the shape'],
    [{}, { alignn_layers: 3 }, 'no weights alignn_layers.2'],
  ])('are refused when they say %j %j', (changes, model, reason) => {
    expect(() => convertAlignn(withConfig(changes, model))).toThrow(reason);
  });

  it('are refused when a file is missing', () => {
    expect(() => convertAlignn(new Map([['a.zip', zipOf([])]]))).toThrow('no config.json');
    expect(() => convertAlignn(new Map([...FOLDER].slice(0, 1)))).toThrow('no config.json');
    expect(() => convertAlignn(new Map([...FOLDER].slice(1)))).toThrow('neither best_model.pt');
  });

  it('are of the best epoch, else of the latest', () => {
    const epochs = ['checkpoint_9.pt', 'checkpoint_10.pt', 'other.pt', 'config.json'];
    expect(weightsAmong(epochs)).toBe('checkpoint_10.pt');
    expect(weightsAmong([...epochs, 'best_model.pt'])).toBe('best_model.pt');
    expect(weightsAmong(['other.pt'])).toBeUndefined();
  });
});
