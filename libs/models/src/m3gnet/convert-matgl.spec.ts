import { convertPublished, HAS_PUBLISHED } from '../../test-support/published-m3gnet';
import { ModelError } from '../errors';
import { convertM3gnetMatgl } from './convert-matgl';

describe('convertM3gnetMatgl', () => {
  it('says which file is missing', () => {
    expect(() => convertM3gnetMatgl(new Map())).toThrow(ModelError);
    expect(() => convertM3gnetMatgl(new Map())).toThrow('state.pt');
  });

  it('refuses what is no checkpoint', () => {
    const files = new Map(['state.pt', 'model.pt'].map((name) => [name, new Uint8Array(64)]));
    expect(() => convertM3gnetMatgl(files)).toThrow(ModelError);
  });
});

const suite = HAS_PUBLISHED ? describe : describe.skip;

suite('Published checkpoints (skipped where NANO_OS_SHARED has no weights)', () => {
  it.each([
    ['M3GNet-MP-2018.6.1-Eform', 'set2set', 'same', 'bessel', 5, 1.0726612806],
    ['M3GNet-MP-2021.2.8-PES', 'energy', 'other', 'bessel', 4, 4.5861334801],
    ['M3GNet-MatPES-PBE-v2025.1-PES', 'energy', 'other', 'smooth', 4, 3.2514967918],
    ['M3GNet-MatPES-r2SCAN-v2025.1-PES', 'energy', 'other', 'smooth', 4, 3.1555130482],
  ])('are read: %s', (name, readout, tripleOrder, radialBasis, threeBodyCutoff, scale) => {
    const { config, properties, elements } = convertPublished(name);
    expect(config).toMatchObject({ readout, tripleOrder, radialBasis, threeBodyCutoff });
    // Their float32, of which model.json has nine digits.
    expect(Math.abs(Number(config.scale) - scale)).toBeLessThan(1e-8);
    expect(elements).toHaveLength(89);
    const names = properties.map((property) => property.name);
    const isPotential = readout === 'energy';
    expect(names).toEqual(isPotential ? ['energy', 'forces', 'stresses'] : ['formation_energy']);
  });
});
