import { openNetwork } from '../../test-support/open-network';
import { SEEDED_CRYSTALS, TORCH } from '../../test-support/seeded-figures';
import { seeded, seededTensors } from '../../test-support/seeded-weights';
import { stored, TensorTable } from '../conversion/tensor-table';
import { cgcnn } from '.';
import { renameCgcnn } from './rename';

const { config, weights, values } = TORCH.cgcnn;
const { elements, features } = cgcnn.parseConfig(config);

const tensors = new Map([
  [
    'atom_features',
    stored({
      rows: elements.length,
      columns: features,
      data: Float32Array.from(
        elements.flatMap((symbol) => [...seeded(`atom ${symbol}`, features)]),
      ),
    }),
  ],
  ...renameCgcnn(new TensorTable(seededTensors(weights)), {
    features,
    bond: 41,
    atom: 8,
    convolutions: 2,
    hidden: 6,
    hiddenLayers: 2,
    outputs: 1,
  }),
]);

describe('CGCNN with seeded weights', () => {
  // The figures are of double precision; bonds of one length are merged, which is of second order.
  it('answers what the authors’ program answers', async () => {
    const network = await openNetwork(cgcnn, config, tensors, 'float64');
    const answers = await network.predict(...SEEDED_CRYSTALS);
    await network.dispose();
    const compared = answers.filter(({ value }, index) => {
      const expected = values[index] as number | null;
      if (expected === null) return false;
      expect(Math.abs((value as number) - expected) / Math.abs(expected)).toBeLessThan(1e-10);
      return true;
    });
    expect(compared).toHaveLength(4);
  });

  it('answers nearly the same in single precision', async () => {
    const network = await openNetwork(cgcnn, config, tensors);
    for (const [index, crystal] of SEEDED_CRYSTALS.entries()) {
      const expected = values[index] as number | null;
      if (expected === null) continue;
      const [answer] = await network.predict(crystal);
      // Hundreds, of sums over 96 and more messages: a few roundings of 6e-8.
      expect(Math.abs((answer!.value as number) / expected - 1)).toBeLessThan(2e-6);
    }
    await network.dispose();
  });
});
