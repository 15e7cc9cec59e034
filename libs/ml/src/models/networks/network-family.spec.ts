import { ProblemException } from '@nano-os/common';
import { ModelError } from '@nano-os/models';
import {
  BASE,
  CRYSTAL,
  energy,
  family,
  gap,
  model,
  outcomeOf,
  PUBLISHED,
} from '../../../test-support/fake-family';
import type { Crystal } from '../property-model';
import { NetworkFamily } from './network-family';

const MOLECULE: Crystal = { ...CRYSTAL, lattice: null, fracCoords: null, cartCoords: [[0, 0, 0]] };

describe('a family of networks', () => {
  it('answers what its models answer, and says which of them', async () => {
    expect(await outcomeOf([energy, gap])).toEqual({
      ok: true,
      properties: { bandgap: 1.25, formation_energy: -2 },
      confidenceScores: { bandgap: 0.5, formation_energy: 0.5 },
      notes: {
        models: { bandgap: 'gap', formation_energy: 'energy' },
        functionals: { bandgap: 'PBE', formation_energy: 'PBE' },
        units: { bandgap: 'eV', formation_energy: 'eV' },
      },
    });
  });

  it('puts moduli together, with confidences by their own names', async () => {
    const bulk = model({ name: 'K', properties: ['bulk_modulus'], says: { bulk_modulus: 100 } });
    const shear = model({ name: 'G', properties: ['shear_modulus'], says: { shear_modulus: 60 } });
    expect(await outcomeOf([shear, gap, bulk, energy])).toMatchObject({
      properties: { elastic_moduli: { bulk_modulus: 100, shear_modulus: 60 } },
      confidenceScores: { bulk_modulus: 0.5, shear_modulus: 0.5 },
      notes: { models: { bulk_modulus: 'K', shear_modulus: 'G' } },
    });
    expect(family([shear, gap]).info.supportedProperties).toEqual([
      'bandgap',
      'formation_energy',
      'elastic_moduli',
    ]);
  });

  it('serves no gap below 0, and gaps of other functionals in the notes', async () => {
    const says = { bandgap: -0.125, bandgap_hse: 0.5, bandgap_scan: -0.25 };
    const mfi = model({ name: 'mfi', properties: Object.keys(says), says });
    expect(await outcomeOf([mfi, energy])).toEqual({
      ok: true,
      properties: { bandgap: 0, formation_energy: -2 },
      confidenceScores: { bandgap: 0.5, formation_energy: 0.5 },
      notes: {
        models: { bandgap: 'mfi', formation_energy: 'energy' },
        functionals: { bandgap: 'PBE', formation_energy: 'PBE' },
        units: { bandgap: 'eV', formation_energy: 'eV' },
        raw_values: { bandgap: -0.125, bandgap_scan: -0.25 },
        bandgap_by_functional: { HSE: 0.5, SCAN: 0 },
      },
    });
    expect(family([mfi]).info.supportedProperties).toEqual(BASE.supportedProperties);
  });

  it('gives arrays as rows, and then shares no answer between records', async () => {
    const says = { forces: Float64Array.of(1, 2, 3, 4, 5, 6) };
    const potential = model({ name: 'PES', properties: ['forces'], says });
    expect(await outcomeOf([potential])).toMatchObject({
      properties: {
        forces: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      confidenceScores: {},
    });
    expect(family([potential]).reuse).toBe('record');
    expect(family([gap]).reuse).toBe('content');
  });

  it('says what it promises and has no model for', async () => {
    expect(await outcomeOf([gap])).toMatchObject({
      properties: { bandgap: 1.25 },
      notes: { omitted: { formation_energy: 'No installed model of CGCNN predicts it.' } },
    });
  });

  it('refuses molecules alone', async () => {
    const outcomes = await family([gap]).predict([CRYSTAL, MOLECULE, CRYSTAL]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(outcomes[1]).toMatchObject({ code: 'molecule' });
  });
});

describe('a pool that cannot answer', () => {
  const failing = (error: Error): NetworkFamily =>
    new NetworkFamily(BASE, [gap], PUBLISHED, { predict: () => Promise.reject(error) });

  const problemOf = async (error: Error): Promise<ProblemException> => {
    const problem: unknown = await failing(error)
      .predict([CRYSTAL])
      .catch((reason: unknown) => reason);
    if (!(problem instanceof ProblemException)) throw new Error('No problem');
    return problem;
  };

  it('is not ready for a moment when too many wait', async () => {
    const { problem, headers } = await problemOf(new ModelError('busy', 'Many wait.'));
    expect([problem, headers['retry-after']]).toEqual(['not-ready', '2']);
  });

  it('has a model that cannot be run', async () => {
    const { problem, detail } = await problemOf(new ModelError('bad-model', 'It is broken.'));
    expect(problem).toBe('model-unavailable');
    expect(detail).toContain('It is broken.');
  });

  it('fails with what is no fault of a model', async () => {
    await expect(failing(new TypeError('a bug')).predict([CRYSTAL])).rejects.toThrow('a bug');
  });
});
