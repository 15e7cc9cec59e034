import { codeOf } from '../../test-support/code-of';
import { kerasShape } from './keras-shape';

interface Layer {
  class_name: string;
  name: string;
  config: Record<string, unknown>;
}

const dense = (index: number, units: number, activation = 'softplus2'): Layer => ({
  class_name: 'Dense',
  name: `dense_${index}`,
  config: { units, activation, use_bias: true },
});
const block = (index: number): Layer => ({
  class_name: 'MEGNetLayer',
  name: `meg_net_layer_${index}`,
  config: {
    activation: 'softplus2',
    pool_method: 'mean',
    use_bias: true,
    units_e: [64, 60, 32],
    units_v: [64, 60, 32],
    units_u: [64, 60, 32],
  },
});
const set = (index: number): Layer => ({
  class_name: 'Set2Set',
  name: `set2_set_${index}`,
  config: {
    activation: 'linear',
    activation_lstm: 'tanh',
    recurrent_activation: 'hard_sigmoid',
    use_bias: true,
    n_hidden: 16,
    T: 2,
  },
});

/** A model of one block. */
function layers(): Layer[] {
  const embedding = { input_dim: 95, output_dim: 20 };
  return [
    { class_name: 'InputLayer', name: 'input_1', config: {} },
    { class_name: 'Embedding', name: 'embedding_1', config: embedding },
    // Not in the order of their numbers, as in the files.
    ...[1, 3, 5, 2, 4, 6].map((index) => dense(index, index % 2 === 1 ? 48 : 32)),
    block(1),
    { class_name: 'Add', name: 'add_1', config: {} },
    set(1),
    set(2),
    { class_name: 'Concatenate', name: 'concatenate_1', config: {} },
    dense(7, 24),
    dense(8, 12),
    dense(9, 1, 'linear'),
  ];
}

const shapeOf = (list: unknown): ReturnType<typeof kerasShape> =>
  kerasShape({ class_name: 'Model', config: { layers: list } });

describe('kerasShape', () => {
  it('reads the sizes of a model', () => {
    expect(shapeOf(layers())).toEqual({
      numbers: 95,
      embedding: 20,
      encoder: [48, 32],
      update: [64, 60, 32],
      readout: [24, 12],
      blocks: 1,
      memory: 16,
      steps: 2,
    });
  });

  it.each<[string, (list: Layer[]) => unknown]>([
    ['no layers', () => undefined],
    ['a layer without a name', (list) => [...list, { class_name: 'Dense', config: {} }]],
    ['a layer of another kind', (list) => [...list, { ...set(3), class_name: 'Dropout' }]],
    ['no blocks', (list) => list.filter((layer) => layer.class_name !== 'MEGNetLayer')],
    ['a dense layer too many', (list) => [...list, dense(10, 1)]],
    ['layers that are not numbered from 1', (list) => list.with(8, block(2))],
    ['another activation', (list) => list.with(2, dense(1, 48, 'relu'))],
    ['an activated output', (list) => list.with(-1, dense(9, 1, 'sigmoid'))],
    ['sums over neighbours', (list) => list.with(8, changed(block(1), { pool_method: 'sum' }))],
    ['unlike updates', (list) => list.with(8, changed(block(1), { units_v: [64, 32] }))],
    ['another memory', (list) => list.with(10, changed(set(1), { activation_lstm: 'relu' }))],
    ['unlike memories', (list) => list.with(10, changed(set(1), { T: 3 }))],
    ['a size that is none', (list) => list.with(1, changed(list[1]!, { output_dim: -4 }))],
  ])('refuses %s', (_, change) => {
    expect(codeOf(() => shapeOf(change(layers())))).toBe('bad-checkpoint');
  });

  it.each([null, [], { config: null }])('refuses %j', (model) => {
    expect(codeOf(() => kerasShape(model))).toBe('bad-checkpoint');
  });
});

const changed = (layer: Layer, config: Record<string, unknown>): Layer => ({
  ...layer,
  config: { ...layer.config, ...config },
});
