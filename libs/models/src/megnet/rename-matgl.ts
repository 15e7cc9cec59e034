import { stored, storedVector, type TensorTable } from '../conversion/tensor-table';
import { denseLayer, joinedLayer, UPDATES, type Dense, type Named, type Update } from './rename';

/** What matgl calls them. */
const THEIR_NAMES: Readonly<Record<Update, string>> = {
  bond: 'edge',
  atom: 'node',
  state: 'state',
};

/** The inputs of updates in matgl's order; there a bond brings its message to its second end. */
const PARTS: Readonly<Record<Update, readonly string[]>> = {
  bond: ['sender', 'receiver', 'bond', 'state'],
  atom: ['atom', 'bonds', 'state'],
  state: ['state', 'bonds', 'atoms'],
};

/** The network's shape, as the constructor's arguments have it. */
export interface MatglShape {
  /** Rows of the embedding of elements. */
  readonly elements: number;
  /** Rows of the embedding of states; 1 where states are not embedded. */
  readonly outputs: number;
  readonly embedding: number;
  readonly gaussians: number;
  readonly state: number;
  readonly encoder: readonly number[];
  readonly update: readonly number[];
  readonly readout: readonly number[];
  readonly blocks: number;
}

/**
 * The weights of a MEGNet of matgl under our names.
 * @throws {ModelError} bad-checkpoint
 */
export function* renameMatgl(table: TensorTable, shape: MatglShape): Generator<Named> {
  const dense = (name: string, from: number, to: number): Dense => ({
    weight: table.transposed(`model.${name}.weight`, from, to),
    bias: table.values(`model.${name}.bias`, to),
  });
  // Activations stand between linear layers in their lists.
  function* layers(from: string, to: string, widths: readonly number[]): Generator<Named> {
    for (let layer = 0; layer + 1 < widths.length; layer++) {
      const [rows = 0, columns = 0] = widths.slice(layer);
      yield* denseLayer(`${to}.${layer}`, dense(`${from}.layers.${2 * layer}`, rows, columns));
    }
  }
  const embedding = 'model.embedding.layer_node_embedding.weight';
  yield ['embedding', stored(table.matrix(embedding, shape.elements, shape.embedding))];
  const states = 'model.embedding.layer_state_embedding.weight';
  const none = { rows: 1, columns: shape.state, data: new Float32Array(shape.state) };
  const state = shape.outputs === 1 ? none : table.matrix(states, shape.outputs, shape.state);
  yield ['state_embedding', stored(state)];

  const width = shape.update.at(-1) ?? 0;
  const inputs = { bond: shape.gaussians, atom: shape.embedding, state: shape.state };
  for (const update of UPDATES) {
    const theirs = THEIR_NAMES[update];
    const widths = [inputs[update], ...shape.encoder];
    yield* layers(`${theirs}_encoder`, `encoder.${update}`, widths);
    for (let block = 0; block < shape.blocks; block++) {
      const [from, to] = [`blocks.${block}`, `block.${block}`];
      if (block > 0) {
        const again = [width, ...shape.encoder];
        yield* layers(`${from}.${theirs}_func`, `${to}.dense.${update}`, again);
      }
      const parts = PARTS[update];
      const conv = `${from}.conv.${theirs}_func.layers`;
      const [hidden = 0] = shape.update;
      const first = dense(`${conv}.0`, parts.length * width, hidden);
      yield* joinedLayer(`${to}.${update}.0`, first, parts);
      for (let layer = 1; layer < shape.update.length; layer++) {
        const [rows = 0, columns = 0] = shape.update.slice(layer - 1);
        const next = dense(`${conv}.${2 * layer}`, rows, columns);
        yield* denseLayer(`${to}.${update}.${layer}`, next);
      }
    }
  }
  yield* memory(table, 'node_s2s', 'set2set.atom', width);
  yield* memory(table, 'edge_s2s', 'set2set.bond', width);
  yield* layers('output_proj', 'readout', [5 * width, ...shape.readout, 1]);
}

/**
 * PyTorch's memory is given its own last answer beside the vector that begins with it: the two
 * kernels add up to one.
 */
function* memory(table: TensorTable, from: string, to: string, size: number): Generator<Named> {
  const lstm = `model.${from}.lstm`;
  const kernel = table.transposed(`${lstm}.weight_ih_l0`, 2 * size, 4 * size);
  const own = table.transposed(`${lstm}.weight_hh_l0`, size, 4 * size);
  const biases = ['bias_ih_l0', 'bias_hh_l0'].map((name) =>
    table.values(`${lstm}.${name}`, 4 * size),
  );
  const data = kernel.data.map((value, index) => value + (own.data[index] ?? 0));
  yield [`${to}.kernel`, stored({ ...kernel, data })];
  const [first = new Float32Array(), second] = biases;
  yield [`${to}.bias`, storedVector(first.map((value, index) => value + (second?.[index] ?? 0)))];
}
