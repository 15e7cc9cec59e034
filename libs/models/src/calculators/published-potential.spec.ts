import { Lattice, Structure } from '@nano-os/crystal';
import { cubicCard } from '../../test-support/cubic-card';
import { cubicMetal, cubicPair } from '../../test-support/lattices';
import { HAS_PUBLISHED, openPublishedPotential } from '../../test-support/published-m3gnet';
import { thermalVelocities } from './dynamics/velocities';
import { velocityVerlet } from './dynamics/velocity-verlet';
import { ElasticCalculator } from './elasticity/elastic-calculator';
import { EquationOfStateCalculator } from './equation-of-state/equation-of-state-calculator';
import type { NetworkPotential } from './network-potential';
import { structureOf } from './plain-crystal';
import { RelaxationCalculator } from './relaxation/relaxation-calculator';

// On a machine with much else to do.
jest.setTimeout(300_000);

const suite = HAS_PUBLISHED ? describe : describe.skip;

suite('M3GNet-MP-2021.2.8-PES (skipped where NANO_OS_SHARED has no weights)', () => {
  let potential: NetworkPotential;

  beforeAll(async () => {
    potential = await openPublishedPotential('M3GNet-MP-2021.2.8-PES');
  });

  afterAll(() => potential.dispose());

  it('relaxes cubic crystals from a strain of 3 % to the edges on its card', async () => {
    // CsI is so soft that its card, relaxed to forces of 0.1 eV/Å, is 0.2 % off.
    const crystals = cubicCard()
      .filter(({ name }) => name !== 'CsI')
      .slice(0, 40);
    const relaxation = new RelaxationCalculator(potential, { maxStress: 0.005 });
    const off: string[] = [];
    for (const { name, edge, structure, edgeOf } of crystals) {
      const { outcome, structure: found } = await relaxation.calc(structure(1.03 * edge));
      const error = edgeOf(structureOf(found)) / edge - 1;
      const isOff = outcome !== 'converged' || Math.abs(error) > 0.002;
      if (isOff) off.push(`${name}: ${outcome}, ${(100 * error).toFixed(2)} %`);
    }
    expect(off).toEqual([]);
  });

  it.each([
    ['Si', cubicPair('Si', 'Si', 5.46, 0.25)],
    ['Cu', cubicMetal('Cu', 3.62)],
    ['NaCl', cubicPair('Na', 'Cl', 5.69, 0.5)],
  ])('has one bulk modulus of %s, by stresses and by energies', async (_, crystal) => {
    const elastic = await new ElasticCalculator(potential).calc(crystal);
    const equation = await new EquationOfStateCalculator(potential).calc(crystal);
    expect(Math.abs(elastic.moduli!.bulk.hill / equation.bulkModulus - 1)).toBeLessThan(0.03);
    expect(elastic.isStable).toBe(true);
  });

  it('keeps the energy of atoms in motion at 300 K', async () => {
    const silicon = new Structure(
      Lattice.fromRows([
        [0, 2.73, 2.73],
        [2.73, 0, 2.73],
        [2.73, 2.73, 0],
      ]),
      ['Si', 'Si'],
      [
        [0, 0, 0],
        [0.25, 0.25, 0.25],
      ],
    );
    // From the crystal at rest half of it goes into the bonds.
    const velocities = thermalVelocities(silicon, 600, 2);
    let first: number | null = null;
    let drift = 0;
    for await (const motion of velocityVerlet(potential, silicon, velocities, 1)) {
      const energy = motion.potentialEnergy + motion.kineticEnergy;
      first ??= energy;
      drift = Math.max(drift, Math.abs(energy - first) / silicon.numSites);
      if (motion.step === 1000) break;
    }
    expect(drift).toBeLessThan(1e-3);
  });
});
