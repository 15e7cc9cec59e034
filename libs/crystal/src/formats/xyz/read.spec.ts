import { crystal, nearest, refusalOf } from '../../../test-support/crystals';
import { Molecule } from '../../molecule';
import { parseStructure } from '../parse';
import type { ParsedStructure } from '../types';

const read = (text: string): ParsedStructure => parseStructure(text, { format: 'xyz' });

// The geometry of the gas: r(OH) = 0.9572 Å, 104.52 degrees (Benedict, Gailar, Plyler, 1956).
const WATER = '3\nwater\nO 0 0 0.1173\nH 0 .7572 -.4692\nH 0 -.7572 -.4692\n';

describe('readXyz', () => {
  it('reads a molecule', () => {
    const { structure, name } = read(WATER);
    expect(structure).toBeInstanceOf(Molecule);
    expect(structure.species).toEqual(['O', 'H', 'H']);
    expect(structure.cartCoords[1]).toEqual([0, 0.7572, -0.4692]);
    expect(name).toBe('water');
  });

  it.each([
    ['numbers of other programs', 'O 1.0D-3 -2.5d+00 1.5*^-3', [0.001, -2.5, 0.0015]],
    ['atomic numbers', '8 1 2 3', [1, 2, 3]],
    ['labels with numbers', 'O12 1 2 3', [1, 2, 3]],
    ['more columns', 'O 1 2 3 0.5 17 x', [1, 2, 3]],
    ['tabs and capitals', '\to\t1\t2\t3', [1, 2, 3]],
  ])('reads %s', (_, line, expected) => {
    const { structure } = read(`1\n\n${line}\n`);
    expect(structure.species).toEqual(['O']);
    expect(structure.cartCoords[0]).toEqual(expected);
  });

  it.each([
    'Lattice="2.7155 2.7155 0 0 2.7155 2.7155 2.7155 0 2.7155" Properties=species:S:1:pos:R:3 pbc="T T T"',
    `energy=-10.8 Lattice='2.7155 2.7155 0 0 2.7155 2.7155 2.7155 0 2.7155'`,
    'Lattice=[[2.7155, 2.7155, 0], [0, 2.7155, 2.7155], [2.7155, 0, 2.7155]] note="a = b"',
    'Lattice={2.7155 2.7155 0 0 2.7155 2.7155 2.7155 0 2.7155} broken="',
  ])('reads a crystal by %s', (comment) => {
    const { structure } = read(`2\n${comment}\nSi 0 0 0\nSi 1.35775 1.35775 1.35775\n`);
    expect(nearest(crystal(structure), 0, 'Si')).toBeCloseTo((5.431 * Math.sqrt(3)) / 4, 9);
    // 2.329 g/cm3 at room temperature.
    expect(crystal(structure).density).toBeCloseTo(2.329, 2);
  });

  it('finds species and positions in any order of the properties', () => {
    const { structure } = read(
      '1\nProperties=id:I:1:forces:R:3:pos:R:3:Z:I:1:species:S:1 Lattice="3 0 0 0 3 0 0 0 3"\n7 9 9 9 1 2 0.3 0 Po\n',
    );
    expect(structure.species).toEqual(['Po']);
    expect(structure.cartCoords[0]?.[2]).toBeCloseTo(0.3, 12);
  });

  it('reads the last frame of a trajectory, as other programs do, and says so', () => {
    const { structure, notes } = read(`${WATER}\n1\nend\nHe 0 0 1\n`);
    expect(structure.species).toEqual(['He']);
    expect(notes).toEqual(['The last of 2 frames was read.']);
  });

  it.each([
    ['', 'empty', undefined],
    ['three\n\nO 0 0 0', 'syntax', 1],
    ['2\n\nO 0 0 0\n', 'syntax', 4],
    ['1\n\nX 0 0 0\n', 'unknown-element', 3],
    ['1\n\nO 0 0\n', 'bad-number', 3],
    ['1\n\nO 0 0 nan\n', 'bad-number', 3],
    ['2\n\nO 0 0 0\nO 0 .1 .2\n', 'sites-too-close', 4],
    ['1\nLattice="1 2 3 4"\nO 0 0 0', 'bad-lattice', 2],
    ['1\nProperties=mass:R:1\nO 0 0 0', 'syntax', 2],
    ['0\n\n', 'no-sites', undefined],
    ['20000\n\n', 'too-many-sites', 1],
  ])('refuses %j', (text, code, line) => {
    expect(refusalOf(() => read(text))).toMatchObject({ code, line });
  });
});
