import { ModelError } from '../errors';
import { TINY_M3GNET } from '../../test-support/tiny-m3gnet';
import { parseConfig, radialSize } from './config';

describe('parseConfig', () => {
  it('takes a configuration as it was written', () => {
    expect(parseConfig(JSON.parse(JSON.stringify(TINY_M3GNET)))).toEqual(TINY_M3GNET);
  });

  it.each([
    ['degrees', 4],
    ['tripleOrder', 'none'],
    ['elements', ['Xx']],
    ['cutoff', -1],
    ['blocks', 0],
    ['scale', 0],
    ['set2set', { steps: 3 }],
    ['more', 1],
  ])('refuses a wrong %s and names it', (name, value) => {
    const wrong = { ...TINY_M3GNET, [name]: value };
    expect(() => parseConfig(wrong)).toThrow(ModelError);
    expect(() => parseConfig(wrong)).toThrow(`config.${name}`);
  });
});

describe('radialSize', () => {
  it('counts the functions of a length', () => {
    expect(radialSize(TINY_M3GNET)).toBe(6);
    expect(radialSize({ ...TINY_M3GNET, radialBasis: 'smooth' })).toBe(2);
  });
});
