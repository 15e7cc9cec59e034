import { KNOWN, known } from '../../test-support/known-crystals';
import { CrystalError } from '../errors';
import { Structure } from '../structure';
import { analyseSymmetryOffThread } from './off-thread';
import { analyseSymmetry, crystalSystemOf } from './symmetry';

describe('analyseSymmetry', () => {
  it.each(KNOWN)('finds the published space group of $name', ({ crystal, ...published }) => {
    const { number, symbol } = analyseSymmetry(crystal);
    expect({ number, symbol }).toEqual({
      number: published.spaceGroup,
      symbol: published.symbol,
    });
  });

  it('gives letters and orbits in the order of the sites', () => {
    const quartz = known('quartz');
    const { wyckoffs, orbits, crystalSystem, pearsonSymbol } = analyseSymmetry(quartz);
    expect(wyckoffs).toEqual('aaacccccc'.split(''));
    expect(orbits).toEqual([0, 0, 0, 3, 3, 3, 3, 3, 3]);
    expect({ crystalSystem, pearsonSymbol }).toEqual({
      crystalSystem: 'trigonal',
      pearsonSymbol: 'hP9',
    });
  });

  it('gives the primitive and the conventional cell', () => {
    const { primitive, conventional, hallNumber } = analyseSymmetry(known('silicon'));
    expect([primitive.numSites, conventional.numSites, hallNumber]).toEqual([2, 8, 525]);
    expect(conventional.lattice.a).toBeCloseTo(5.4309, 10);
    expect(primitive.volume).toBeCloseTo(5.4309 ** 3 / 4, 9);
  });

  it('finds the same of another cell', () => {
    const skewed = known('silicon').supercell([
      [1, 0, 0],
      [1, 1, 0],
      [0, -1, 2],
    ]);
    expect(analyseSymmetry(skewed).number).toBe(227);
  });

  it('sees distortions beyond the tolerance only', () => {
    const { lattice, species, fracCoords } = known('rock salt');
    const shifted = fracCoords.map((position, site) =>
      site === 0 ? ([0.005, 0, 0] as const) : position,
    );
    const distorted = new Structure(lattice, species, shifted);
    // 0.005 of 5.64 Å is 0.028 Å.
    expect(analyseSymmetry(distorted, { symprec: 0.1 }).number).toBe(225);
    expect(analyseSymmetry(distorted, { symprec: 0.01 }).number).toBe(99);
  });

  it('answers a crystal that cannot be analysed with an error of the library', () => {
    const { lattice } = known('copper');
    const coinciding = new Structure(
      lattice,
      ['Cu', 'Cu'],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    );
    expect(() => analyseSymmetry(coinciding)).toThrow(CrystalError);
  });
});

describe('crystalSystemOf', () => {
  it.each([
    [1, 'triclinic'],
    [2, 'triclinic'],
    [3, 'monoclinic'],
    [15, 'monoclinic'],
    [16, 'orthorhombic'],
    [74, 'orthorhombic'],
    [75, 'tetragonal'],
    [142, 'tetragonal'],
    [143, 'trigonal'],
    [167, 'trigonal'],
    [168, 'hexagonal'],
    [194, 'hexagonal'],
    [195, 'cubic'],
    [230, 'cubic'],
  ])('puts %d into the %s system', (number, system) => {
    expect(crystalSystemOf(number)).toBe(system);
  });

  it.each([0, 231])('refuses %d', (number) => {
    expect(() => crystalSystemOf(number)).toThrow(CrystalError);
  });
});

describe('analyseSymmetryOffThread', () => {
  it('finds in its thread what is found here', async () => {
    const large = known('quartz').supercell([2, 2, 1]);
    expect(await analyseSymmetryOffThread(large)).toEqual(analyseSymmetry(large));
  });

  it('answers many at once, each with its own', async () => {
    const crystals = KNOWN.map(({ crystal }) => crystal.supercell([2, 2, 2]));
    const found = await Promise.all(crystals.map((crystal) => analyseSymmetryOffThread(crystal)));
    expect(found.map(({ number }) => number)).toEqual(KNOWN.map(({ spaceGroup }) => spaceGroup));
  });

  it('refuses more sites than can be analysed', async () => {
    const huge = known('silicon').supercell([6, 6, 6]);
    await expect(analyseSymmetryOffThread(huge)).rejects.toMatchObject({ code: 'too-many-sites' });
  });
});
