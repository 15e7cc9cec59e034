import { seededAlignn } from '../../test-support/alignn-figures';
import { codeOf } from '../../test-support/code-of';
import { openNetwork, randomTensors } from '../../test-support/open-network';
import { known } from '../../../crystal/test-support/known-crystals';
import { alignn } from '.';
import { parseConfig } from './config';

const { raw } = seededAlignn('small');

describe('configuration of ALIGNN', () => {
  it.each([
    [null, 'config'],
    [{ ...raw, neighbours: 0 }, 'config.neighbours'],
    [{ ...raw, hiddenSize: 2.5 }, 'config.hiddenSize'],
    [{ ...raw, alignnLayers: 0, gcnLayers: 0 }, 'config.gcnLayers'],
    [{ ...raw, outputs: ['value', 'value'] }, 'config.outputs'],
    [{ ...raw, link: 'square' }, 'config.link'],
    [{ ...raw, layers: 3 }, 'config.layers'],
  ])('refuses %j, naming the field', (value, field) => {
    expect(codeOf(() => parseConfig(value))).toBe('bad-config');
    expect(() => parseConfig(value)).toThrow(`${field}: expected`);
  });

  it('shares graphs between networks that differ in weights and sizes alone', () => {
    const key = alignn.graphKey(parseConfig(raw));
    expect(alignn.graphKey(parseConfig({ ...raw, hiddenSize: 9 }))).toBe(key);
    expect(alignn.graphKey(parseConfig({ ...raw, neighbours: 11 }))).not.toBe(key);
  });

  it.each([
    ['log', Math.exp],
    ['logit', (x: number) => 1 / (1 + Math.exp(-x))],
  ] as const)('answers the inverse of its link %s', async (link, inverse) => {
    const values = await Promise.all([raw, { ...raw, link }].map(valueOf));
    expect(values[1]).toBeCloseTo(inverse(values[0]!), 12);
  });

  it.each([
    [0, 2],
    [2, 0],
  ])('may have %d layers with angles and %d without', async (alignnLayers, gcnLayers) => {
    expect(Number.isFinite(await valueOf({ ...raw, alignnLayers, gcnLayers }))).toBe(true);
  });
});

async function valueOf(config: object): Promise<number> {
  const tensors = randomTensors(alignn, config, 5);
  const network = await openNetwork(alignn, config, tensors, 'float64');
  const [answer] = await network.predict(known('quartz'));
  await network.dispose();
  return answer!.value as number;
}
