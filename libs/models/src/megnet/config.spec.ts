import { codeOf } from '../../test-support/code-of';
import { TINY_MEGNET } from '../../test-support/tiny-networks';
import { megnet } from '.';
import { parseConfig } from './config';

describe('configuration of MEGNet', () => {
  it.each([
    [{ ...TINY_MEGNET, activateUpdates: 1 }, 'config.activateUpdates'],
    [{ ...TINY_MEGNET, outputs: [] }, 'config.outputs'],
    [{ ...TINY_MEGNET, outputs: ['Value'] }, 'config.outputs[0]'],
    [{ ...TINY_MEGNET, outputs: ['a', 'a'] }, 'config.outputs'],
    [{ ...TINY_MEGNET, encoder: [7, 6] }, 'config.encoder'],
    [{ ...TINY_MEGNET, set2set: { ...TINY_MEGNET.set2set, size: 4 } }, 'config.set2set.size'],
    [{ ...TINY_MEGNET, set2set: { ...TINY_MEGNET.set2set, gate: 'step' } }, 'config.set2set.gate'],
  ])('refuses %j, naming the field', (value, field) => {
    expect(codeOf(() => parseConfig(value))).toBe('bad-config');
    expect(() => parseConfig(value)).toThrow(`${field}: expected`);
  });

  it('shares graphs between networks of one cutoff', () => {
    const key = megnet.graphKey(parseConfig(TINY_MEGNET));
    expect(megnet.graphKey(parseConfig({ ...TINY_MEGNET, blocks: 1 }))).toBe(key);
    expect(megnet.graphKey(parseConfig({ ...TINY_MEGNET, cutoff: 5 }))).not.toBe(key);
  });
});
