import { codeOf } from '../../test-support/code-of';
import { TORCH } from '../../test-support/seeded-figures';
import { seededTensors, type SeededWeight } from '../../test-support/seeded-weights';
import { Instance, torchFile, type Tree } from '../../test-support/torch-writer';
import { parseConfig } from './config';
import { convertMegnetMatgl } from './convert-matgl';

const ARGS = {
  dim_node_embedding: 4,
  dim_edge_embedding: 10,
  dim_state_embedding: 3,
  ntypes_state: 4,
  nblocks: 2,
  hidden_layer_sizes_input: [8, 6],
  hidden_layer_sizes_conv: [8, 8, 6],
  hidden_layer_sizes_output: [5, 4],
  nlayers_set2set: 1,
  niters_set2set: 3,
  activation_type: 'softplus2',
  is_classification: false,
  include_state: true,
  element_types: null,
  bond_expansion: null,
  cutoff: 5,
  gauss_width: 0.5,
};
const NORMALIZER = new Instance('matgl.data.transformer', 'Normalizer', { mean: 1.5, std: 0.75 });

/** All of matgl's elements, not the few of the figures. */
const ELEMENTS: SeededWeight = [[89, 4], 0, 1];
const WEIGHTS = { 'model.embedding.layer_node_embedding.weight': ELEMENTS };
const stateOf = (name: 'matgl' | 'fidelities'): Tree =>
  Object.fromEntries(seededTensors({ ...TORCH[name].weights, ...WEIGHTS }));

function convert(
  args: Readonly<Record<string, Tree>> = ARGS,
  transformer: Tree = NORMALIZER,
  state = stateOf('fidelities'),
): ReturnType<typeof convertMegnetMatgl> {
  const model = { model: { init_args: args }, target_transformer: transformer };
  const files = [
    ['model.pt', torchFile(model)],
    ['state.pt', torchFile(state)],
    ['model.json', new Uint8Array()],
  ] as const;
  return convertMegnetMatgl(new Map(files));
}

describe('convertMegnetMatgl', () => {
  it('reads a network for four fidelities', () => {
    const { config, properties, elements } = convert();
    expect(parseConfig(config)).toMatchObject({
      cutoff: 5,
      gaussians: { first: 0, last: 6, count: 10, sharpness: 0.5 },
      stateSize: 3,
      set2set: { size: 6, steps: 3 },
    });
    expect(properties.map(({ name, output, unit }) => [name, output, unit])).toEqual([
      ['bandgap', 'bandgap', 'eV'],
      ['bandgap_gllb_sc', 'bandgap_gllb_sc', 'eV'],
      ['bandgap_hse', 'bandgap_hse', 'eV'],
      ['bandgap_scan', 'bandgap_scan', 'eV'],
    ]);
    expect(properties.every(({ scale, shift }) => scale === 0.75 && shift === 1.5)).toBe(true);
    expect(elements).toHaveLength(89);
    expect(elements.slice(82)).toEqual(['Bi', 'Ac', 'Th', 'Pa', 'U', 'Np', 'Pu']);
  });

  it('reads a network without states', () => {
    const args = { ...ARGS, ntypes_state: null };
    const { properties, tensors } = convert(args, NORMALIZER, stateOf('matgl'));
    expect(properties).toMatchObject([{ name: 'formation_energy', output: 'value' }]);
    expect([...tensors.get('state_embedding')!.data]).toEqual([0, 0, 0]);
  });

  it.each<[string, Readonly<Record<string, Tree>>, string]>([
    ['another activation', { activation_type: 'swish' }, 'activation_type'],
    ['a classifier', { is_classification: true }, 'is_classification'],
    ['elements of its own', { element_types: ['H', 'O'] }, 'element_types'],
    ['two states', { ntypes_state: 2 }, 'ntypes_state'],
    ['a deeper memory', { nlayers_set2set: 2 }, 'nlayers_set2set'],
    ['a size that is too large', { dim_state_embedding: 1e9 }, 'dim_state_embedding'],
    ['endless blocks', { nblocks: 1e9 }, 'nblocks'],
    ['no list of sizes', { hidden_layer_sizes_conv: 64 }, 'hidden_layer_sizes_conv'],
    ['sizes that its weights have not', { hidden_layer_sizes_output: [5, 5] }, '[4, 5]'],
  ])('refuses %s', (_, changed, what) => {
    const act = (): unknown => convert({ ...ARGS, ...changed });
    expect(codeOf(act)).toBe('bad-checkpoint');
    expect(act).toThrow(what);
  });

  it.each<[string, Tree]>([
    ['none', null],
    ['of another kind', new Instance('matgl.data.transformer', 'LogTransformer', {})],
    ['without a scale', new Instance('matgl.data.transformer', 'Normalizer', { mean: 1 })],
  ])('refuses a transformer of the target that is %s', (_, transformer) => {
    expect(codeOf(() => convert(ARGS, transformer))).toBe('bad-checkpoint');
  });
});
