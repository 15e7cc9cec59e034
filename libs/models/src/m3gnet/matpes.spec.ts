import figures from '../../test-figures/matpes.json';
import { HAS_PUBLISHED, openPublished, readGolden } from '../../test-support/published-m3gnet';

// On a machine with much else to do.
jest.setTimeout(300_000);

const suite = HAS_PUBLISHED ? describe : describe.skip;

suite('Potentials of MatPES (skipped where NANO_OS_SHARED has no weights)', () => {
  it.each([
    // The figures have nine decimals; matgl's constant of the stress is off by 2e-8.
    ['M3GNet-MatPES-PBE-v2025.1-PES', 'float64', 2e-9, 1e-7],
    ['M3GNet-MatPES-r2SCAN-v2025.1-PES', 'float32', 1e-5, 1e-4],
  ] as const)(
    'give what their own program gives in double precision: %s in %s',
    async (name, precision, energyLimit, limit) => {
      const golden = readGolden();
      const network = await openPublished(name, precision);
      for (const expected of figures.models[name]) {
        const { structure } = golden[expected.golden]!;
        const [answer] = await network.predict(structure);
        const { energy, forces, stresses } = answer as unknown as {
          energy: number;
          forces: Float64Array;
          stresses: Float64Array;
        };
        const perAtom = Math.abs(energy - expected.energy) / structure.numSites;
        expect(perAtom).toBeLessThan(energyLimit);
        expected.forces.flat().forEach((value, i) => {
          expect(Math.abs(value - forces[i]!)).toBeLessThan(limit);
        });
        expected.stress.flat().forEach((value, i) => {
          // GPa: sums over bonds of some 100 GPa each.
          expect(Math.abs(value - stresses[i]!)).toBeLessThan(10 * limit);
        });
      }
      await network.dispose();
    },
  );
});
