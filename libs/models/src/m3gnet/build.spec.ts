import { naiveM3gnet } from '../../test-support/naive-m3gnet';
import {
  oddCrystals,
  openM3gnet,
  TINY_M3GNET,
  tinyM3gnetWeights,
} from '../../test-support/tiny-m3gnet';
import type { M3gnetConfig } from './config';

// On a machine with much else to do.
jest.setTimeout(300_000);

const CONFIGS: [string, Partial<M3gnetConfig>][] = [
  ['a potential', {}],
  ['smooth radial functions', { radialBasis: 'smooth' }],
  ['triples of the own bond', { tripleOrder: 'same' }],
  ['one degree', { degrees: 1 }],
  ['two degrees', { degrees: 2, radialOrders: 3 }],
  ['triples as far as bonds', { threeBodyCutoff: 4 }],
  ['the readout set2set', { readout: 'set2set' }],
  ['the readout weighted', { readout: 'weighted' }],
];

describe('build', () => {
  it.each(CONFIGS)('computes %s as the paper writes it, triple by triple', async (_, part) => {
    const config = { ...TINY_M3GNET, ...part };
    const tensors = tinyM3gnetWeights(config);
    const network = await openM3gnet(config, tensors);
    const crystals = oddCrystals(3);
    const answers = await network.predict(...crystals);
    answers.forEach((answer, index) => {
      const expected = naiveM3gnet(crystals[index]!, config, tensors);
      const value = answer.energy ?? answer.value;
      // Sums in another order, in double precision.
      expect(Math.abs(Number(value) - expected)).toBeLessThan(1e-11 * Math.abs(expected));
    });
    await network.dispose();
  });
});
