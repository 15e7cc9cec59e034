import { analyseSymmetry, Lattice, multiply, Structure } from '@nano-os/crystal';
import { cubicPair, shaken } from '../../../test-support/lattices';
import { uniform } from '../../../test-support/uniform';
import { matrix3, symmetric, transpose } from '../linear/matrix3';
import { SymmetryProjector } from './symmetry-projector';

const next = uniform(6);
const small = (): number => 0.006 * (next() - 0.5);
const RUTILE = new Structure(
  Lattice.fromParameters(4.6, 4.6, 2.96, 90, 90, 90),
  ['Ti', 'Ti', 'O', 'O', 'O', 'O'],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.305, 0.305, 0],
    [-0.305, -0.305, 0],
    [0.805, 0.195, 0.5],
    [0.195, 0.805, 0.5],
  ],
);

describe('SymmetryProjector', () => {
  it('brings a crystal onto the symmetry that it nearly has', () => {
    const { structure } = SymmetryProjector.of(shaken(RUTILE, small), 0.05);
    expect(analyseSymmetry(structure, { symprec: 1e-6 }).symbol).toBe('P4_2/mnm');
    structure.cartCoords.forEach((position, site) => {
      const way = position.map((x, axis) => x - RUTILE.cartCoords[site]![axis]!);
      expect(Math.hypot(...way)).toBeLessThan(0.01);
    });
  });

  it('leaves the one direction that a free site may take, and none to others', () => {
    const projector = SymmetryProjector.of(RUTILE, 0.01);
    const forces = Float64Array.from({ length: 18 }, () => next() - 0.5);
    const kept = projector.forces(forces, RUTILE.lattice.rows);
    // The oxygen may move along x = y alone; the others follow it.
    for (let axis = 0; axis < 6; axis++) expect(Math.abs(kept[axis]!)).toBeLessThan(1e-14);
    const along = kept[6]!;
    expect(Math.abs(along)).toBeGreaterThan(1e-3);
    const expected = [along, along, 0, -along, -along, 0, along, -along, 0, -along, along, 0];
    expected.forEach((value, i) => {
      expect(Math.abs(kept[6 + i]! - value)).toBeLessThan(1e-14);
    });
    projector.forces(kept, RUTILE.lattice.rows).forEach((value, i) => {
      expect(Math.abs(value - kept[i]!)).toBeLessThan(1e-14);
    });
  });

  it('leaves of a stress what the lattice allows', () => {
    const stress = symmetric(matrix3(() => next() - 0.5));
    const tetragonal = SymmetryProjector.of(RUTILE, 0.01).stress(stress, RUTILE.lattice.rows);
    const across = (stress[0][0] + stress[1][1]) / 2;
    matrix3((i, j) => {
      const expected = i !== j ? 0 : [across, across, stress[2][2]][i]!;
      expect(Math.abs(tetragonal[i]![j]! - expected)).toBeLessThan(1e-14);
      return expected;
    });
    // In a cell that is turned and not along the axes, a cubic crystal keeps the pressure alone.
    const spinel = cubicPair('Mg', 'O', 4.2, 0.5);
    const c = Math.cos(0.4);
    const s = Math.sin(0.4);
    const turn = [
      [c, s, 0],
      [-s, c, 0],
      [0, 0, 1],
    ] as const;
    const turned = new Structure(
      Lattice.fromRows(multiply(spinel.lattice.rows, turn)),
      spinel.species,
      spinel.fracCoords,
    );
    const cubic = SymmetryProjector.of(turned, 0.01).stress(stress, turned.lattice.rows);
    const pressure = (stress[0][0] + stress[1][1] + stress[2][2]) / 3;
    expect(transpose(cubic)).toEqual(transpose(transpose(transpose(cubic))));
    matrix3((i, j) => {
      expect(Math.abs(cubic[i]![j]! - (i === j ? pressure : 0))).toBeLessThan(1e-14);
      return 0;
    });
  });
});
