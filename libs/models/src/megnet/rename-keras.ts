import { stored, storedVector, type TensorTable } from '../conversion/tensor-table';
import { DENSE_A_BLOCK, READOUT, type KerasShape } from './keras-shape';
import { denseLayer, joinedLayer, UPDATES, type Dense, type Named, type Update } from './rename';

/** Crystals have no state of their own: two zeros. */
export const STATE_SIZE = 2;

/** How megnet names the functions of an update. */
const THEIR_NAMES: Readonly<Record<Update, string>> = { bond: 'e', atom: 'v', state: 'u' };

/** The inputs of updates in megnet's order; there a bond brings its message to its first end. */
const PARTS: Readonly<Record<Update, readonly string[]>> = {
  bond: ['receiver', 'sender', 'bond', 'state'],
  atom: ['bonds', 'atom', 'state'],
  state: ['bonds', 'atoms', 'state'],
};

/** Dense layers are numbered through all blocks, in each these first. */
const FIRST_DENSE: Readonly<Record<Update, number>> = { atom: 1, bond: 3, state: 5 };

/**
 * The weights of a Keras MEGNet under our names, but for the embedding of elements.
 * @param gaussians how many distances are expanded in
 * @throws {ModelError} bad-checkpoint
 */
export function* renameKeras(
  table: TensorTable,
  shape: KerasShape,
  gaussians: number,
): Generator<Named> {
  const [width, hidden] = [shape.update.at(-1) ?? 0, shape.update[0] ?? 0];
  const dense = (index: number, from: number, to: number): Dense => ({
    weight: table.matrix(`dense_${index}/kernel:0`, from, to),
    bias: table.values(`dense_${index}/bias:0`, to),
  });
  function* denses(first: number, to: string, sizes: readonly number[]): Generator<Named> {
    for (let layer = 0; layer + 1 < sizes.length; layer++) {
      const [rows = 0, columns = 0] = sizes.slice(layer);
      yield* denseLayer(`${to}.${layer}`, dense(first + layer, rows, columns));
    }
  }
  yield ['state_embedding', stored({ rows: 1, columns: STATE_SIZE, data: new Float32Array(2) })];
  const inputs = { bond: gaussians, atom: shape.embedding, state: STATE_SIZE };
  for (const update of UPDATES) {
    const phi = (block: number, layer: number, from: number, to: number): Dense => {
      const name = `meg_net_layer_${block + 1}`;
      const path = `${name}/${name}/phi_${THEIR_NAMES[update]}`;
      const ending = `${THEIR_NAMES[update]}_${layer}:0`;
      return {
        weight: table.matrix(`${path}/weight_${ending}`, from, to),
        bias: table.values(`${path}/bias_${ending}`, to),
      };
    };
    const parts = PARTS[update];
    for (let block = 0; block < shape.blocks; block++) {
      const to = block === 0 ? `encoder.${update}` : `block.${block}.dense.${update}`;
      const from = block === 0 ? inputs[update] : width;
      const first = FIRST_DENSE[update] + DENSE_A_BLOCK * block;
      yield* denses(first, to, [from, ...shape.encoder]);
      const joined = phi(block, 0, parts.length * width, hidden);
      yield* joinedLayer(`block.${block}.${update}.0`, joined, parts);
      for (let layer = 1; layer < shape.update.length; layer++) {
        const [rows = 0, columns = 0] = shape.update.slice(layer - 1);
        const next = phi(block, layer, rows, columns);
        yield* denseLayer(`block.${block}.${update}.${layer}`, next);
      }
    }
  }
  yield* memory(table, 'set2_set_1', 'set2set.atom', shape);
  yield* memory(table, 'set2_set_2', 'set2set.bond', shape);
  const readout = DENSE_A_BLOCK * shape.blocks + 1;
  const sizes = [4 * shape.memory + width, ...shape.readout, 1].slice(0, READOUT + 1);
  yield* denses(readout, 'readout', sizes);
}

function* memory(
  table: TensorTable,
  from: string,
  to: string,
  { memory: size, steps, update }: KerasShape,
): Generator<Named> {
  yield* denseLayer(`${to}.projection`, {
    weight: table.matrix(`${from}/x_to_m_weight:0`, update.at(-1) ?? 0, size),
    bias: table.values(`${from}/x_to_m_bias:0`, size),
  });
  // A single question is asked of nothing, so that the kernel is of no use.
  if (steps > 1) {
    const kernel = table.matrix(`${from}/recurrent_kernel:0`, 2 * size, 4 * size);
    yield [`${to}.kernel`, stored(kernel)];
  }
  yield [`${to}.bias`, storedVector(table.values(`${from}/recurrent_bias:0`, 4 * size))];
}
