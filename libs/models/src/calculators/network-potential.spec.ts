import { Structure } from '@nano-os/crystal';
import {
  oddCrystals,
  openM3gnet,
  TINY_M3GNET,
  tinyM3gnetWeights,
} from '../../test-support/tiny-m3gnet';
import type { ModelCard } from '../cards/card';
import { CannotPredict, ModelError } from '../errors';
import { tinyCard } from '../../test-support/tiny-model';
import { NetworkPotential } from './network-potential';
import { calculateOne } from './potential';

const tensors = tinyM3gnetWeights(TINY_M3GNET);
const card: ModelCard = {
  ...tinyCard(),
  format: 1,
  name: 'M3GNet-tiny',
  family: 'M3GNET',
  architecture: 'm3gnet',
  config: { ...TINY_M3GNET },
  elements: TINY_M3GNET.elements,
  properties: ['energy', 'forces', 'stresses'].map((name) => ({
    name,
    output: name,
    unit: '',
    transform: 'identity',
    scale: 1,
    shift: 0,
  })),
  files: {},
};

describe('NetworkPotential', () => {
  it('answers as the network does, and says of each crystal that it cannot why', async () => {
    const network = await openM3gnet(TINY_M3GNET, tensors, 'float32');
    const potential = await NetworkPotential.open({ card, tensors });
    const [first, second] = oddCrystals(2);
    const unknown = new Structure(first!.lattice, ['Xe'], [[0, 0, 0]]);
    const answers = await potential.calculate([first!, unknown, second!]);
    const expected = await network.predict(first!, second!);
    [0, 2].forEach((index, place) => {
      const { energy, forces, stresses } = expected[place]!;
      expect(answers[index]).toEqual({ energy, forces, stress: stresses });
    });
    expect(answers[1]).toBeInstanceOf(CannotPredict);
    await expect(calculateOne(potential, unknown)).rejects.toThrow(CannotPredict);
    await potential.dispose();
    await network.dispose();
  });

  it('refuses a model that has no forces', async () => {
    const properties = card.properties.slice(0, 1);
    const opening = NetworkPotential.open({ card: { ...card, properties }, tensors });
    await expect(opening).rejects.toThrow(ModelError);
    await expect(opening).rejects.toThrow('no forces');
  });
});
