import type { Structure } from '@nano-os/crystal';
import { deformed, nudged, strainOf } from '../../test-support/moved';
import { HAS_PUBLISHED, openPublished, readGolden } from '../../test-support/published-m3gnet';
import {
  oddCrystals,
  openM3gnet,
  TINY_M3GNET,
  tinyM3gnetWeights,
  type OpenM3gnet,
} from '../../test-support/tiny-m3gnet';
import type { M3gnetConfig } from './config';
import { GPA_PER_EV_A3 } from '../units';

// On a machine with much else to do.
jest.setTimeout(300_000);

/** Å, or strain. Small, since a bond that passes the cutoff of Bessel functions bends the energy. */
const STEP = 1e-4;

/** Slope at 0 by values at ±h and ±2h, whose error is of the fourth order in h. */
async function slope(energy: (x: number) => Promise<number>): Promise<number> {
  const [a, b, c, d] = [
    await energy(-2 * STEP),
    await energy(-STEP),
    await energy(STEP),
    await energy(2 * STEP),
  ];
  return (a - 8 * b + 8 * c - d) / (12 * STEP);
}

const largest = (values: Float64Array): number => Math.max(...values.map(Math.abs));

async function compareWithDifferences(network: OpenM3gnet, structure: Structure): Promise<void> {
  const energyOf = async (one: Structure): Promise<number> =>
    Number((await network.predict(one))[0]!.energy);
  const [answer] = await network.predict(structure);
  const forces = answer!.forces as Float64Array;
  const stresses = answer!.stresses as Float64Array;
  for (let site = 0; site < structure.numSites; site++) {
    for (let axis = 0; axis < 3; axis++) {
      const expected = -(await slope((x) => energyOf(nudged(structure, site, axis, x))));
      expect(Math.abs(forces[3 * site + axis]! - expected)).toBeLessThan(1e-6 * largest(forces));
    }
  }
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      const work = await slope((x) => energyOf(deformed(structure, strainOf(row, column, x))));
      const expected = (work * GPA_PER_EV_A3) / structure.volume;
      const found = stresses[3 * row + column]!;
      expect(Math.abs(found - expected)).toBeLessThan(1e-6 * largest(stresses));
    }
  }
}

describe('Forces and stresses', () => {
  it.each<[string, Partial<M3gnetConfig>]>([
    ['spherical Bessel functions', {}],
    ['smooth functions', { radialBasis: 'smooth' }],
    ['triples of the own bond', { tripleOrder: 'same' }],
  ])('are derivatives of the energy, with %s', async (_, part) => {
    const config = { ...TINY_M3GNET, ...part };
    const network = await openM3gnet(config, tinyM3gnetWeights(config));
    await compareWithDifferences(network, oddCrystals(1)[0]!);
    await network.dispose();
  });
});

const suite = HAS_PUBLISHED ? describe : describe.skip;

suite('Published potentials (skipped where NANO_OS_SHARED has no weights)', () => {
  it.each(['M3GNet-MP-2021.2.8-PES', 'M3GNet-MatPES-PBE-v2025.1-PES'])(
    'have forces and stresses that are derivatives of the energy: %s',
    async (name) => {
      const network = await openPublished(name, 'float64');
      // Pulled out of shape, so that nothing is zero by symmetry.
      const [first] = readGolden().filter(({ structure }) => structure.numSites === 3);
      const pulled = nudged(deformed(first!.structure, strainOf(0, 1, 0.03)), 0, 2, 0.1);
      await compareWithDifferences(network, pulled);
      await network.dispose();
    },
  );
});
