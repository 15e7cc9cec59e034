import { Lattice } from '../lattice';
import { Structure } from '../structure';
import type { Vector3 } from '../vectors';
import { symmetryOperations, type SymmetryOperation } from './operations';

const HEXAGONAL = new Structure(
  Lattice.fromParameters(3.25, 3.25, 5.2, 90, 90, 120),
  ['Zn', 'Zn', 'O', 'O'],
  [
    [1 / 3, 2 / 3, 0],
    [2 / 3, 1 / 3, 0.5],
    [1 / 3, 2 / 3, 0.382],
    [2 / 3, 1 / 3, 0.882],
  ],
);
const MONOCLINIC = new Structure(
  Lattice.fromParameters(4.1, 5.2, 6.3, 90, 104, 90),
  ['Cu', 'Cu', 'O', 'O'],
  [
    [0.1, 0.2, 0.3],
    [-0.1, 0.7, -0.3],
    [0.4, 0.31, 0.12],
    [-0.4, 0.81, -0.12],
  ],
);

function apply({ rotation, translation }: SymmetryOperation, site: Vector3): number[] {
  return rotation.map(
    (row, i) => row.reduce((sum, x, axis) => sum + x * site[axis]!, 0) + translation[i]!,
  );
}

/** Whether two positions are the same but for whole cells. */
const coincide = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((x, axis) => Math.abs(x - b[axis]! - Math.round(x - b[axis]!)) < 1e-6);

describe('symmetryOperations', () => {
  it.each([
    ['P6₃mc', HEXAGONAL, 12],
    ['P2₁', MONOCLINIC, 2],
    ['P2₁ in a cell of two', MONOCLINIC.supercell([1, 1, 2]), 4],
  ])('carry each site onto one of its element: %s', (_, structure, count) => {
    const operations = symmetryOperations(structure);
    expect(operations).toHaveLength(count);
    for (const operation of operations) {
      structure.fracCoords.forEach((site, index) => {
        const image = apply(operation, site);
        const onto = structure.fracCoords.findIndex((other) => coincide(image, other));
        expect(structure.species[onto]).toBe(structure.species[index]);
      });
    }
  });

  it('keep lengths and angles', () => {
    for (const { rotation } of symmetryOperations(HEXAGONAL)) {
      const moved = (v: Vector3): Vector3 =>
        HEXAGONAL.lattice.toCartesian(
          rotation.map((row) => row.reduce((sum, x, axis) => sum + x * v[axis]!, 0)) as [
            number,
            number,
            number,
          ],
        );
      const [a, b] = [moved([1, 0, 0]), moved([0, 1, 0])];
      const product = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
      expect(Math.abs(Math.hypot(...a) - 3.25)).toBeLessThan(1e-9);
      expect(Math.abs(product + 3.25 ** 2 / 2)).toBeLessThan(1e-9);
    }
  });
});
