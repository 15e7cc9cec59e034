import { openNetwork } from '../../test-support/open-network';
import { KERAS, SEEDED_CRYSTALS, TORCH } from '../../test-support/seeded-figures';
import { seededTensors } from '../../test-support/seeded-weights';
import { stored, TensorTable } from '../conversion/tensor-table';
import type { StoredTensor } from '../safetensors';
import { megnet } from '.';
import { renameKeras } from './rename-keras';
import { renameMatgl } from './rename-matgl';

function ofMatgl(name: 'matgl' | 'fidelities'): Map<string, StoredTensor> {
  const table = new TensorTable(seededTensors(TORCH[name].weights));
  return new Map(
    renameMatgl(table, {
      elements: 5,
      outputs: name === 'matgl' ? 1 : 4,
      embedding: 4,
      gaussians: 10,
      state: 3,
      encoder: [8, 6],
      update: [8, 8, 6],
      readout: [5, 4],
      blocks: 2,
    }),
  );
}

function ofKeras(): Map<string, StoredTensor> {
  const table = new TensorTable(seededTensors(KERAS.keras.weights));
  const shape = {
    numbers: 30,
    embedding: 4,
    encoder: [8, 6],
    update: [8, 8, 6],
    readout: [6, 4],
    blocks: 2,
    memory: 4,
    steps: 3,
  };
  const { data } = table.matrix('embedding_1/embeddings:0', 30, 4);
  const rows = [8, 11, 14, 17, 29].flatMap((number) => [...data.slice(4 * number, 4 * number + 4)]);
  const embedding = stored({ rows: 5, columns: 4, data: Float32Array.from(rows) });
  return new Map([['embedding', embedding], ...renameKeras(table, shape, 10)]);
}

describe('MEGNet with seeded weights', () => {
  it.each([
    // Double precision on both sides, but for the sum of two kernels of each memory, which is
    // rounded to single.
    ['matgl', TORCH.matgl, ofMatgl('matgl'), 1e-8],
    ['matgl for four fidelities', TORCH.fidelities, ofMatgl('fidelities'), 1e-8],
    // Keras computes in single precision.
    ['Keras', KERAS.keras, ofKeras(), 2e-6],
  ])('answers what the authors’ program answers: %s', async (_, figures, tensors, tolerance) => {
    const network = await openNetwork(megnet, figures.config, tensors, 'float64');
    const answers = await network.predict(...SEEDED_CRYSTALS);
    await network.dispose();
    const { outputs } = megnet.parseConfig(figures.config);
    for (const [index, answer] of answers.entries()) {
      const expected = figures.values[index] as number[];
      for (const [output, name] of outputs.entries()) {
        expect(Math.abs((answer[name] as number) - expected[output]!)).toBeLessThan(tolerance);
      }
    }
  });
});
