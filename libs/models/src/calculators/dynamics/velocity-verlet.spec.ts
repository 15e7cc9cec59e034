import { cubicMetal } from '../../../test-support/lattices';
import { lennardJones, SIGMA } from '../../../test-support/pair-potential';
import { massesOf, thermalVelocities } from './velocities';
import { velocityVerlet, type Motion } from './velocity-verlet';

const CRYSTAL = cubicMetal('Ar', 1.0902 * Math.SQRT2 * SIGMA).supercell([2, 2, 2]);
const potential = lennardJones(2.5 * SIGMA);

async function take(steps: number, timestep: number): Promise<Motion[]> {
  const velocities = thermalVelocities(CRYSTAL, 20, 4);
  const motions: Motion[] = [];
  for await (const motion of velocityVerlet(potential, CRYSTAL, velocities, timestep)) {
    motions.push(motion);
    if (motion.step === steps) break;
  }
  return motions;
}

const total = ({ potentialEnergy, kineticEnergy }: Motion): number =>
  potentialEnergy + kineticEnergy;

describe('velocityVerlet', () => {
  it('keeps the energy, the better by the square of the step', async () => {
    const spread = (motions: readonly Motion[]): number => {
      const energies = motions.map(total);
      return Math.max(...energies) - Math.min(...energies);
    };
    const [coarse, fine] = [spread(await take(50, 8)), spread(await take(100, 4))];
    const exchanged = (await take(50, 8)).map(({ kineticEnergy }) => kineticEnergy);
    expect(coarse).toBeLessThan(0.1 * (Math.max(...exchanged) - Math.min(...exchanged)));
    expect(coarse / fine).toBeGreaterThan(3);
    expect(coarse / fine).toBeLessThan(5);
  });

  it('goes back the way it came when all velocities are turned', async () => {
    const motions = await take(40, 4);
    const last = motions.at(-1)!;
    const back = last.velocities.map((value) => -value);
    for await (const motion of velocityVerlet(potential, last.structure, back, 4)) {
      if (motion.step < 40) continue;
      motion.structure.fracCoords.flat().forEach((x, i) => {
        expect(Math.abs(x - CRYSTAL.fracCoords.flat()[i]!)).toBeLessThan(1e-10);
      });
      break;
    }
  });

  it('keeps the momentum at nothing', async () => {
    const { velocities } = (await take(30, 4)).at(-1)!;
    const masses = massesOf(CRYSTAL);
    for (const axis of [0, 1, 2]) {
      const momentum = masses.reduce((sum, mass, i) => sum + mass * velocities[3 * i + axis]!, 0);
      expect(Math.abs(momentum)).toBeLessThan(1e-12);
    }
  });
});
