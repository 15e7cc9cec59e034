import { Structure } from '@nano-os/crystal';
import { oddCrystals, openM3gnet, TINY_M3GNET } from '../../test-support/tiny-m3gnet';
import { tinyPotential } from '../../test-support/tiny-potential';
import { CannotPredict, ModelError } from '../errors';
import { NetworkPotential } from './network-potential';
import { calculateOne } from './potential';

const { card, tensors } = tinyPotential();

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
