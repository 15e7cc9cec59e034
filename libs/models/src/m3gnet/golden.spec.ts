import {
  convertPublished,
  HAS_PUBLISHED,
  openPublished,
  readGolden,
  type Golden,
  type GoldenPotential,
} from '../../test-support/published-m3gnet';
import type { OpenM3gnet } from '../../test-support/tiny-m3gnet';
import type { CrystalOutputs } from '../network';

// On a machine with much else to do.
jest.setTimeout(300_000);

const suite = HAS_PUBLISHED ? describe : describe.skip;

suite('Published M3GNets (skipped where NANO_OS_SHARED has no weights)', () => {
  let golden: Golden[] = [];
  const open: OpenM3gnet[] = [];

  beforeAll(() => {
    golden = readGolden();
  });

  afterAll(async () => {
    for (const network of open) await network.dispose();
  });

  async function answersOf(name: string): Promise<CrystalOutputs[]> {
    const network = await openPublished(name);
    open.push(network);
    const answers: CrystalOutputs[] = [];
    for (const { structure } of golden) answers.push(...(await network.predict(structure)));
    return answers;
  }

  it('give the energies, forces and stresses of their own program', async () => {
    const answers = await answersOf('M3GNet-MP-2021.2.8-PES');
    expect(golden).toHaveLength(80);
    const farthest = (of: (one: Golden) => GoldenPotential): number[] => {
      const worst = [0, 0, 0];
      golden.forEach((one, index) => {
        const { energy, forces, stresses } = answers[index] as unknown as {
          energy: number;
          forces: Float64Array;
          stresses: Float64Array;
        };
        const expected = of(one);
        const atoms = one.structure.numSites;
        const off = [
          Math.abs(energy - expected.energy) / atoms,
          ...[forces, stresses].map((values, which) =>
            Math.max(
              ...(which === 0 ? expected.forces : expected.stress)
                .flat()
                .map((value, i) => Math.abs(value - values[i]!)),
            ),
          ),
        ];
        off.forEach((value, which) => (worst[which] = Math.max(worst[which]!, value)));
      });
      return worst;
    };
    // eV/atom, eV/Å, GPa. The program runs in single precision.
    const consistent = farthest(({ consistentEdges }) => consistentEdges);
    [1e-5, 1e-4, 1e-3].forEach((limit, i) => {
      expect(consistent[i]).toBeLessThan(limit);
    });
    // It mixes lists of bonds, by which its answers depend on their order.
    const published = farthest(({ asPublished }) => asPublished);
    [1e-4, 1e-3, 1e-2].forEach((limit, i) => {
      expect(published[i]).toBeLessThan(limit);
    });
  });

  it('give the formation energies of their own program', async () => {
    const answers = await answersOf('M3GNet-MP-2018.6.1-Eform');
    const { properties } = convertPublished('M3GNet-MP-2018.6.1-Eform');
    golden.forEach(({ formationEnergy }, index) => {
      const value = Number(answers[index]!.value) + properties[0]!.shift;
      // eV/atom; the program runs in single precision.
      expect(Math.abs(value - formationEnergy)).toBeLessThan(2e-5);
    });
  });
});
