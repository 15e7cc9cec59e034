import { KNOWN, known } from '../test-support/known-crystals';
import { dimensionality } from './dimensionality';
import { Lattice } from './lattice';
import { Molecule } from './molecule';
import { Structure } from './structure';

describe('dimensionality', () => {
  it.each(KNOWN)('of $name is $dimensionality', ({ crystal, dimensionality: expected }) => {
    expect(dimensionality(crystal)).toBe(expected);
  });

  it.each(KNOWN)('of a skewed supercell of $name is the same', ({ crystal, ...published }) => {
    const skewed = crystal.supercell([
      [2, 0, 0],
      [1, 1, 0],
      [0, -3, 1],
    ]);
    expect(dimensionality(skewed)).toBe(published.dimensionality);
  });

  it('of a molecule is 0, also in a box', () => {
    const water = new Molecule(
      ['O', 'H', 'H'],
      [
        [0, 0, 0],
        [0.757, 0.586, 0],
        [-0.757, 0.586, 0],
      ],
    );
    const box = Lattice.fromParameters(12, 12, 12, 90, 90, 90);
    expect(dimensionality(water)).toBe(0);
    // Across the faces of the box, so that its parts lie in four cells.
    const { species, cartCoords } = water;
    expect(dimensionality(Structure.fromCartesian(box, species, cartCoords))).toBe(0);
  });

  it('is that of the highest network: argon between layers leaves graphite layered', () => {
    const { lattice, species, fracCoords } = known('graphite');
    const { a, c } = lattice;
    const wide = Lattice.fromParameters(a, a, 2 * c, 90, 90, 120);
    const layers = fracCoords.map(([x, y, z]): [number, number, number] => [x, y, z]);
    const filled = new Structure(wide, [...species, 'Ar'], [...layers, [0, 0, 0]]);
    expect(dimensionality(filled)).toBe(2);
  });

  it('takes two interwoven networks for what each of them is', () => {
    // Cuprite: two frameworks of copper and oxygen that no bond joins.
    const cuprite = new Structure(
      Lattice.fromParameters(4.2696, 4.2696, 4.2696, 90, 90, 90),
      ['O', 'O', 'Cu', 'Cu', 'Cu', 'Cu'],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
        [0.25, 0.25, 0.25],
        [0.75, 0.75, 0.25],
        [0.75, 0.25, 0.75],
        [0.25, 0.75, 0.75],
      ],
    );
    expect(dimensionality(cuprite)).toBe(3);
  });

  it('counts bonds of one atom to its own images', () => {
    const row = new Structure(
      Lattice.fromParameters(2.5, 9, 9, 90, 90, 90),
      ['Cu'],
      [[0.1, 0.2, 0.3]],
    );
    expect(dimensionality(row)).toBe(1);
  });

  it('is found of a crowd of atoms, whose pairs would fill the memory', () => {
    // 0.32 Å apart, which files may have: some 30,000 neighbours each, 300 million pairs.
    const places = Array.from({ length: 10_000 }, (_, site): [number, number, number] => [
      (site % 22) / 22,
      (Math.floor(site / 22) % 22) / 22,
      Math.floor(site / 484) / 22,
    ]);
    const species = places.map(() => 'Cs');
    const cube = Lattice.fromParameters(7, 7, 7, 90, 90, 90);
    expect(dimensionality(new Structure(cube, species, places))).toBe(3);
  });
});
