import { cubicMetal } from '../../../test-support/lattices';
import { BOLTZMANN } from '../../units';
import { kineticEnergy, massesOf, thermalVelocities } from './velocities';

const CRYSTAL = cubicMetal('Cu', 3.6).supercell([10, 10, 10]);

describe('thermalVelocities', () => {
  it('has 3/2 kT an atom', () => {
    const energy = kineticEnergy(massesOf(CRYSTAL), thermalVelocities(CRYSTAL, 300, 1));
    // Of 3,000 squares of normal numbers the mean is off by 1/√1500, 2.6 %, as a rule.
    expect(Math.abs(energy / (1.5 * BOLTZMANN * 300 * 1000) - 1)).toBeLessThan(0.08);
  });

  it('gives the same velocities for the same seed, others for another', () => {
    const first = thermalVelocities(CRYSTAL, 300, 1);
    expect(thermalVelocities(CRYSTAL, 300, 1)).toEqual(first);
    expect(thermalVelocities(CRYSTAL, 300, 2)).not.toEqual(first);
  });

  it('knows the speed of a copper atom at 300 K: √(3kT/m) is 343 m/s', () => {
    const velocities = thermalVelocities(CRYSTAL, 300, 1);
    const square = velocities.reduce((sum, value) => sum + value ** 2, 0) / 1000;
    // 1 Å/fs is 1e5 m/s.
    expect(Math.abs((Math.sqrt(square) * 1e5) / 343 - 1)).toBeLessThan(0.04);
  });
});
