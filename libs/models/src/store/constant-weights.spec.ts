import { encodeOnnx, Session } from '@nano-os/tensor';
import { modelFault } from '../../test-support/model-fault';
import type { StoredTensor } from '../safetensors';
import { constantWeights } from './constant-weights';

const tensor = (data: StoredTensor['data'], dtype: StoredTensor['dtype'] = 'F32'): StoredTensor =>
  ({ dtype, shape: [2, 3], data }) as StoredTensor;

const values = Float32Array.of(1, 2, 3, 4, 5, 6);

describe('constantWeights', () => {
  it('are the values of the file', async () => {
    const weights = constantWeights(new Map([['w', tensor(values)]]));
    const session = await Session.create(encodeOnnx({ w: weights('w', [2, 3]) }));
    const { w } = await session.run({});
    await session.dispose();
    expect(w).toEqual({ data: values, dims: [2, 3] });
  });

  it.each([
    ['missing-weight', 'v', [2, 3], tensor(values), 'the weight v, which is not there'],
    ['bad-weight-shape', 'w', [3, 2], tensor(values), '[2, 3]; the network needs [3, 2]'],
    ['bad-weights', 'w', [2, 3], tensor(Float32Array.of(1, NaN, 3, 4, 5, 6)), 'NaN at place 1'],
    [
      'bad-weights',
      'w',
      [2, 3],
      tensor(Float64Array.of(1, 2, 3, 4, 5, -Infinity), 'F64'),
      '-Infinity at place 5',
    ],
    ['bad-weights', 'w', [2, 3], tensor(new Int32Array(6), 'I32'), 'of the kind I32'],
  ])('say %s', (code, name, shape, stored, message) => {
    const weights = constantWeights(new Map([['w', stored]]));
    expect(() => weights(name, shape)).toThrow(modelFault(code, message));
  });
});
