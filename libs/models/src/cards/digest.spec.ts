import { tinyModel } from '../../test-support/tiny-model';
import { digestOf, sha256 } from './digest';

const { card } = tinyModel();

describe('sha256', () => {
  it('is that of the standard', () => {
    // FIPS 180-2, appendix B.1
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('digestOf', () => {
  it('does not depend on the order of fields, nor on what is only said', () => {
    const turned = Object.fromEntries(Object.entries(card.config).reverse());
    expect(digestOf({ ...card, config: turned })).toBe(digestOf(card));
    expect(digestOf({ ...card, description: 'Other words.', licence: 'BSD' })).toBe(digestOf(card));
    expect(digestOf(card)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('depends on the weights and on whatever else an answer comes from', () => {
    const [property] = card.properties;
    const others = [
      tinyModel(2).card,
      { ...card, config: { ...card.config, cutoff: 7 } },
      { ...card, properties: [{ ...property!, shift: 0 }] },
      { ...card, elements: card.elements.slice(1) },
      { ...card, version: '1.0.1' },
    ];
    const digests = [card, ...others].map(digestOf);
    expect(new Set(digests).size).toBe(digests.length);
  });
});
