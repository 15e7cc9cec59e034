import { codeOf } from '../../test-support/code-of';
import { TINY_CGCNN } from '../../test-support/tiny-networks';
import { cgcnn } from '.';
import { parseConfig } from './config';

describe('configuration of CGCNN', () => {
  it.each([
    [null, 'config'],
    [{ ...TINY_CGCNN, neighbours: 0 }, 'config.neighbours'],
    [{ ...TINY_CGCNN, atomSize: 2.5 }, 'config.atomSize'],
    [{ ...TINY_CGCNN, atomSize: 1e9 }, 'config.atomSize'],
    [{ ...TINY_CGCNN, cutoff: 100 }, 'config.cutoff'],
    [{ ...TINY_CGCNN, elements: [] }, 'config.elements'],
    [{ ...TINY_CGCNN, elements: ['O', 'Xx'] }, 'config.elements[1]'],
    [{ ...TINY_CGCNN, elements: ['O', 'O'] }, 'config.elements'],
    [{ ...TINY_CGCNN, gaussians: { ...TINY_CGCNN.gaussians, count: 1 } }, 'config.gaussians.count'],
    [{ ...TINY_CGCNN, layers: 3 }, 'config.layers'],
  ])('refuses %j, naming the field', (value, field) => {
    expect(codeOf(() => parseConfig(value))).toBe('bad-config');
    expect(() => parseConfig(value)).toThrow(`${field}: expected`);
  });

  it('shares graphs between networks that differ in weights and sizes alone', () => {
    const key = cgcnn.graphKey(parseConfig(TINY_CGCNN));
    expect(cgcnn.graphKey(parseConfig({ ...TINY_CGCNN, atomSize: 9 }))).toBe(key);
    expect(cgcnn.graphKey(parseConfig({ ...TINY_CGCNN, neighbours: 11 }))).not.toBe(key);
    expect(cgcnn.graphKey(parseConfig({ ...TINY_CGCNN, cutoff: 7 }))).not.toBe(key);
  });
});
