import { combine, IDENTITY, matrixOf } from '../linear/matrix3';
import { oddCrystals } from '../../../test-support/tiny-m3gnet';
import { wavy } from '../../../test-support/pair-potential';
import { uniform } from '../../../test-support/uniform';
import { GPA_PER_EV_A3 } from '../../units';
import { calculateOne } from '../potential';
import { RelaxationCoordinates, type CellFreedom } from './coordinates';

const potential = wavy();
const PRESSURE = 3;

/** Enthalpy, eV, and its gradient by the coordinates. */
async function enthalpy(coordinates: RelaxationCoordinates, at: Float64Array) {
  const structure = coordinates.structureAt(at);
  const { energy, forces, stress } = await calculateOne(potential, structure);
  const perStrain = structure.volume / GPA_PER_EV_A3;
  const virial = combine(perStrain, matrixOf(stress), PRESSURE * perStrain, IDENTITY);
  return {
    value: energy + PRESSURE * perStrain,
    gradient: coordinates.gradientAt(at, forces, virial),
  };
}

describe('RelaxationCoordinates', () => {
  const [crystal] = oddCrystals(1);
  const next = uniform(9);

  it('begin at the crystal itself', () => {
    const coordinates = new RelaxationCoordinates(crystal!, 'free');
    const structure = coordinates.structureAt(new Float64Array(coordinates.size));
    expect(structure.fracCoords).toEqual(crystal!.fracCoords);
    structure.lattice.rows.flat().forEach((x, i) => {
      expect(Math.abs(x - crystal!.lattice.rows.flat()[i]!)).toBeLessThan(1e-14);
    });
  });

  it('have the gradient that differences of the enthalpy give', async () => {
    const coordinates = new RelaxationCoordinates(crystal!, 'free');
    const at = Float64Array.from({ length: coordinates.size }, () => 0.2 * (next() - 0.5));
    const { gradient } = await enthalpy(coordinates, at);
    const largest = Math.max(...gradient.map(Math.abs));
    const step = 1e-4;
    for (let index = 0; index < coordinates.size; index++) {
      const valueAt = async (by: number): Promise<number> => {
        const moved = at.map((x, i) => (i === index ? x + by : x));
        return (await enthalpy(coordinates, moved)).value;
      };
      const [a, b] = [await valueAt(-2 * step), await valueAt(-step)];
      const [c, d] = [await valueAt(step), await valueAt(2 * step)];
      const expected = (a - 8 * b + 8 * c - d) / (12 * step);
      expect(Math.abs(gradient[index]! - expected)).toBeLessThan(1e-8 * largest);
    }
  });

  it.each<[CellFreedom, (six: readonly number[]) => void]>([
    [
      'volume',
      ([xx, yy, zz, ...shears]) => {
        expect(xx).not.toBe(0);
        expect(yy).toBeCloseTo(xx!, 12);
        expect(zz).toBeCloseTo(xx!, 12);
        for (const shear of shears) expect(Math.abs(shear)).toBeLessThan(1e-14);
      },
    ],
    [
      'shape',
      ([xx, yy, zz, ...shears]) => {
        expect(Math.abs(xx! + yy! + zz!)).toBeLessThan(1e-12);
        expect(Math.max(...shears.map(Math.abs))).toBeGreaterThan(0);
      },
    ],
    [
      'fixed',
      (six) => {
        expect(six).toEqual([0, 0, 0, 0, 0, 0]);
      },
    ],
  ])('pull the cell only where it may go: %s', async (freedom, check) => {
    const coordinates = new RelaxationCoordinates(crystal!, freedom);
    const { gradient } = await enthalpy(coordinates, new Float64Array(coordinates.size));
    check([...gradient.subarray(coordinates.size - 6)]);
  });
});
