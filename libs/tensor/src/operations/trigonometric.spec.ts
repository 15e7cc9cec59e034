import { expectSmall, unaryDifferences } from '../../test-support/elementwise';
import { cos, sin } from '../index';

describe('trigonometric functions', () => {
  it('sin', async () => {
    expectSmall(await unaryDifferences(sin, Math.sin, [-7, 7]));
  });

  it('cos', async () => {
    expectSmall(await unaryDifferences(cos, Math.cos, [-7, 7]));
  });
});
