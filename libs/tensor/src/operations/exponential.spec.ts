import { expectSmall, unaryDifferences } from '../../test-support/elementwise';
import { exp, log } from '../index';

describe('exponential and logarithm', () => {
  it('exp', async () => {
    expectSmall(await unaryDifferences(exp, Math.exp, [-2, 2]));
  });

  it('log', async () => {
    expectSmall(await unaryDifferences(log, Math.log, [0.5, 4]));
  });
});
