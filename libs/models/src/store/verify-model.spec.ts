import { modelFault } from '../../test-support/model-fault';
import { tinyCard, tinyModel, tinyTensors } from '../../test-support/tiny-model';
import { networkOf } from '../networks';
import type { StoredTensor } from '../safetensors';
import { verifyModel } from './verify-model';

const network = networkOf('cgcnn');

function filled(tensors: Map<string, StoredTensor>, name: string, value: number) {
  const { shape, data } = tensors.get(name)!;
  const filling = new Float32Array(data.length).fill(value);
  return new Map([...tensors, [name, { dtype: 'F32', shape, data: filling } as const]]);
}

describe('verifyModel', () => {
  it('finds nothing wrong with a sound model, of many elements or of one', async () => {
    await verifyModel(tinyModel(), network);
    const [oxygen = ''] = tinyCard().elements;
    await verifyModel(tinyModel(1, { elements: [oxygen] }), network);
  });

  const tensors = tinyTensors(1);
  const without = new Map([...tensors].filter(([name]) => name !== 'readout.bias'));
  const extra = new Map([...tensors, ['left-over', tensors.get('readout.bias')!]]);
  const [property] = tinyCard().properties;
  it.each([
    ['missing-weight', tinyCard(), without, 'readout.bias'],
    ['bad-weights', tinyCard(), extra, 'no use for the weights left-over'],
    ['bad-weights', tinyCard(), filled(tensors, 'readout.bias', NaN), 'holds NaN'],
    // Finite weights whose product is not.
    [
      'bad-answer',
      tinyCard(),
      filled(tensors, 'readout.weight', 3e38),
      'no finite formation_energy',
    ],
    ['bad-config', { ...tinyCard(), config: { atoms: 1 } }, tensors, 'config.'],
    [
      'bad-weight-shape',
      { ...tinyCard(), config: { ...tinyCard().config, atomSize: 5 } },
      tensors,
      'the network needs',
    ],
    [
      'bad-answer',
      { ...tinyCard(), properties: [{ ...property!, output: 'energy' }] },
      tensors,
      'no output energy',
    ],
  ])('says %s', async (code, card, weights, message) => {
    const model = { card: { ...tinyModel().card, ...card }, tensors: weights };
    await expect(verifyModel(model, network)).rejects.toThrow(modelFault(code, message));
  });
});
