import { tinyTraining, trainingRows } from '../../../test-support/training-rows';
import { Parameters } from '../parameters';
import { digestOfTraining } from './prepare-samples';

const weights = (...shapes: [string, number[]][]): Parameters => new Parameters(new Map(shapes));
const statistics = weights(['norm.mean', [3]]);
const first: [string, number[]] = ['a', [2, 3]];
const second: [string, number[]] = ['b', [3, 2]];

describe('the digest by which a checkpoint is known', () => {
  const rows = trainingRows();
  const digest = (changes = {}, trained = weights(first, second), some = rows): string =>
    digestOfTraining(tinyTraining(changes), some, { trained, statistics });

  it('is of what decides the result, and of no more', () => {
    const same = digest();
    expect(digest({ description: 'other words' })).toBe(same);
    expect(digest({ seed: 4 })).not.toBe(same);
    expect(digest({}, undefined, rows.slice(1))).not.toBe(same);
  });

  it('is another one where weights of the same sizes lie in another order', () => {
    expect(digest({}, weights(second, first))).not.toBe(digest());
  });
});
