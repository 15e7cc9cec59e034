import { modelFault } from '../../test-support/model-fault';
import { tinyModel } from '../../test-support/tiny-model';
import { readCard, writeCard } from './card-bytes';
import type { FineTuning } from './fine-tuning';
import { parseCard } from './parse-card';

const digest = 'a'.repeat(64);

const record: FineTuning = {
  base: { name: 'CGCNN-tiny', version: '1.0.0', digest },
  property: 'formation_energy',
  data: { crystals: 40, digest },
  split: { folds: 5, heldOut: 5, by: 'formula', seed: 1 },
  outcome: 'improved',
  unit: 'eV/atom',
  before: { mean: 0.2, interval: [0.1, 0.3] },
  after: { mean: 0.1, interval: [0.05, 0.15] },
  change: { mean: -0.1, interval: [-0.15, -0.05] },
  tried: [{ layers: 'all', rate: 0.001, epochs: 1, error: 0.1 }],
  curve: [0.2, 0.1],
  points: [[-1, -1.2, -1.1]],
};

const { card } = tinyModel();

describe('what a card says of a fine-tuning', () => {
  it('is read back as it was written', () => {
    expect(readCard(writeCard({ ...card, fineTuning: record })).fineTuning).toEqual(record);
  });

  it.each([
    [{ outcome: 'worse' }, 'fineTuning.outcome: expected improved or no-better'],
    [{ base: { ...record.base, digest: 'abc' } }, 'fineTuning.base.digest: expected a SHA-256'],
    [{ before: { mean: 0.2, interval: [0.3, 0.1] } }, 'interval: expected an ascending range'],
    [{ curve: [-1] }, 'fineTuning.curve[0]: expected a number that is not negative'],
    [{ points: [[1, 2]] }, 'fineTuning.points[0]: expected 3 entries'],
    [{ tried: [] }, 'fineTuning.tried: expected 1 to 100 entries'],
    [{ remark: 'good' }, 'fineTuning.remark: expected no field of this name'],
  ])('is refused with %j', (change, said) => {
    const changed = { ...card, fineTuning: { ...record, ...change } };
    expect(() => parseCard(changed)).toThrow(modelFault('bad-card', said));
  });
});
