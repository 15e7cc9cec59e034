import { codeOf } from '../../test-support/code-of';
import { TORCH } from '../../test-support/seeded-figures';
import { seededTensors } from '../../test-support/seeded-weights';
import { torchFile, type Tree } from '../../test-support/torch-writer';
import { ModelError } from '../errors';
import { convertCgcnn } from './convert';
import { parseConfig } from './config';

const STATE = Object.fromEntries(seededTensors(TORCH.cgcnn.weights));
const CHECKPOINT = {
  state_dict: STATE,
  args: { atom_fea_len: 8, n_conv: 2, h_fea_len: 6, n_h: 2, task: 'regression' },
  normalizer: { mean: -1.25, std: 0.75 },
};
const FEATURES = JSON.stringify({ '8': [1, 0, 2, 0.5, 3], '1': [0, 1, 2, 0.25, 4] });

function convert(
  checkpoint: Readonly<Record<string, Tree>>,
  features = FEATURES,
  name = 'bulk-moduli.pth.tar',
): ReturnType<typeof convertCgcnn> {
  const files = new Map<string, Uint8Array>([
    [name, torchFile(checkpoint)],
    ['atom_init.json', new TextEncoder().encode(features)],
  ]);
  return convertCgcnn(files);
}

describe('convertCgcnn', () => {
  it('reads what the network needs of a checkpoint', () => {
    const { config, properties, elements, tensors } = convert(CHECKPOINT);
    expect(parseConfig(config)).toMatchObject({
      features: 5,
      atomSize: 8,
      convolutions: 2,
      hiddenSize: 6,
      hiddenLayers: 2,
    });
    expect(elements).toEqual(['H', 'O']);
    expect([...tensors.get('atom_features')!.data]).toEqual([0, 1, 2, 0.25, 4, 1, 0, 2, 0.5, 3]);
    expect(properties).toEqual([
      {
        name: 'bulk_modulus',
        output: 'value',
        unit: 'GPa',
        transform: 'exp10',
        scale: 0.75,
        shift: -1.25,
      },
    ]);
  });

  it('turns two classes into the logit of the second', () => {
    const two = {
      'fc_out.weight': {
        dtype: 'F32',
        shape: [2, 6],
        data: Float32Array.from({ length: 12 }, (_, i) => i * i),
      },
      'fc_out.bias': { dtype: 'F32', shape: [2], data: Float32Array.of(1, 0.5) },
    } as const;
    const { properties, tensors } = convert(
      {
        ...CHECKPOINT,
        state_dict: { ...STATE, ...two },
        args: { ...CHECKPOINT.args, task: 'classification' },
        normalizer: { mean: 0, std: 1 },
      },
      FEATURES,
      'semi-metal-classification.pth.tar',
    );
    expect(properties[0]).toMatchObject({ name: 'metal_probability', transform: 'sigmoid' });
    expect([...tensors.get('readout.weight')!.data]).toEqual([36, 48, 60, 72, 84, 96]);
    expect([...tensors.get('readout.bias')!.data]).toEqual([-0.5]);
  });

  const lacking = Object.fromEntries(
    Object.entries(STATE).filter(([name]) => name !== 'conv_to_fc.bias'),
  );
  it.each<[string, Readonly<Record<string, Tree>>, string]>([
    ['no weights', { ...CHECKPOINT, state_dict: null }, 'state_dict'],
    ['a weight that is missing', { ...CHECKPOINT, state_dict: lacking }, 'conv_to_fc.bias'],
    ['another size', { ...CHECKPOINT, args: { ...CHECKPOINT.args, h_fea_len: 7 } }, '[6, 8]'],
    ['too many layers', { ...CHECKPOINT, args: { ...CHECKPOINT.args, n_conv: 1e6 } }, 'n_conv'],
    ['half a layer', { ...CHECKPOINT, args: { ...CHECKPOINT.args, n_h: 0.5 } }, 'n_h'],
    ['no scale', { ...CHECKPOINT, normalizer: { mean: 1 } }, 'std'],
  ])('refuses %s', (_, checkpoint, what) => {
    expect(codeOf(() => convert(checkpoint))).toBe('bad-checkpoint');
    expect(() => convert(checkpoint)).toThrow(what);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nothing', '{}'],
    ['an element without a name', '{"119": [1, 2]}'],
    ['features that are no numbers', '{"1": ["a"]}'],
    ['rows of different length', '{"1": [1], "2": [1, 2]}'],
  ])('refuses features of elements that are %s', (_, features) => {
    expect(codeOf(() => convert(CHECKPOINT, features))).toBe('bad-checkpoint');
  });

  it('refuses a property that it does not know', () => {
    expect(() => convert(CHECKPOINT, FEATURES, 'toughness.pth.tar')).toThrow('toughness');
  });

  it('says which file is missing or there twice', () => {
    const bytes = torchFile(CHECKPOINT);
    expect(() => convertCgcnn(new Map())).toThrow(ModelError);
    expect(() => convertCgcnn(new Map([['efermi.pth.tar', bytes]]))).toThrow('atom_init.json');
    const two = new Map([
      ['efermi.pth.tar', bytes],
      ['band-gap.pth.tar', bytes],
    ]);
    expect(() => convertCgcnn(two)).toThrow('2 files *.pth.tar');
  });
});
