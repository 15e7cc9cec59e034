import { countsOf, crystal, nearest, refusalOf } from '../../../test-support/crystals';
import { parseStructure } from '../parse';
import type { ParsedStructure } from '../types';

const CELL = (a: number, b = a, c = a, angles = [90, 90, 90]): string =>
  `_cell_length_a ${a}\n_cell_length_b ${b}\n_cell_length_c ${c}\n` +
  `_cell_angle_alpha ${angles[0] ?? 90}\n_cell_angle_beta ${angles[1] ?? 90}\n_cell_angle_gamma ${angles[2] ?? 90}\n`;

const SITES = (...rows: string[]): string =>
  `loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n${rows.join('\n')}\n`;

const read = (text: string, block?: string | number): ParsedStructure =>
  parseStructure(text, { format: 'cif', block });

const refusal = (text: string): { code: string; message: string; line?: number } =>
  refusalOf(() => read(text));

describe('readCif: symmetry', () => {
  // Densities and distances: Wyckoff, Crystal Structures, 2nd edition, volume 1.
  it.each([
    ["_symmetry_space_group_name_H-M 'F m -3 m'"],
    ["_space_group_name_H-M_alt 'Fm-3m'"],
    ["_space_group_name_Hall '-F 4 2 3'"],
    ['_space_group_IT_number 225'],
    ['_symmetry_Int_Tables_number 225'],
  ])('fills rock salt by %s', (symmetry) => {
    const { structure } = read(
      `data_\n${CELL(5.6402)}${symmetry}\n${SITES('Na1 0 0 0', 'Cl1 .5 .5 .5')}`,
    );
    expect(countsOf(structure)).toEqual({ Na: 4, Cl: 4 });
    expect(nearest(crystal(structure), 0, 'Cl')).toBeCloseTo(5.6402 / 2, 9);
    expect(crystal(structure).density).toBeCloseTo(2.163, 2);
  });

  it('keeps the order of the file and brings images into the cell', () => {
    const { structure } = read(
      `data_\n${CELL(4)}_space_group_IT_number 2\n${SITES('O1 1.1 .2 -.3', 'Ti1 0 0 0')}`,
    );
    expect(structure.species).toEqual(['O', 'O', 'Ti']);
    const expected = [
      [0.1, 0.2, 0.7],
      [0.9, 0.8, 0.3],
      [0, 0, 0],
    ];
    for (const [site, frac] of crystal(structure).fracCoords.entries()) {
      // Rounding of 1.1 - 1.
      for (const axis of [0, 1, 2] as const)
        expect(frac[axis]).toBeCloseTo(expected[site]?.[axis] ?? NaN, 12);
    }
  });

  it.each(['0.3333 0.6667', '0.33333 0.66667', '0.333 0.667', '1/3 2/3'])(
    'puts magnesium written as %s on its special position',
    (xy) => {
      const { structure } = read(
        `data_\n${CELL(3.2094, 3.2094, 5.2108, [90, 90, 120])}_space_group_name_H-M_alt 'P 63/m m c'\n` +
          SITES(`Mg ${xy} 0.25`),
      );
      expect(countsOf(structure)).toEqual({ Mg: 2 });
      // Between the layers of close packing.
      const between = Math.sqrt(3.2094 ** 2 / 3 + 5.2108 ** 2 / 4);
      expect(nearest(crystal(structure), 0, 'Mg')).toBeCloseTo(between, 9);
    },
  );

  it('tells the origins of diamond apart by the symbol, and by what it leads to', () => {
    const diamond = (symbol: string, x: number, rest = ''): string =>
      `data_\n${CELL(3.567)}_symmetry_space_group_name_H-M '${symbol}'\n${rest}${SITES(`C ${x} ${x} ${x}`)}`;
    for (const text of [
      diamond('F d -3 m :1', 0),
      diamond('F d -3 m :2', 0.125),
      diamond('F d -3 m', 0),
      diamond('F d -3 m', 0.125, '_chemical_formula_sum C\n_cell_formula_units_Z 8\n'),
    ]) {
      const { structure } = read(text);
      expect(countsOf(structure)).toEqual({ C: 8 });
      expect(nearest(crystal(structure), 0, 'C')).toBeCloseTo((3.567 * Math.sqrt(3)) / 4, 9);
    }
  });

  it('merges a full list of the cell that is given with operations, and says so', () => {
    const { structure, notes } = read(
      `data_\n${CELL(3.1652)}_space_group_IT_number 229\n${SITES('W1 0 0 0', 'W2 .5 .5 .5')}`,
    );
    expect(countsOf(structure)).toEqual({ W: 2 });
    expect(notes.join()).toContain('1 sites');
  });

  it('reads magnetic operations with their centrings', () => {
    const { structure, notes } = read(
      `data_\n${CELL(4.2)}loop_\n_space_group_symop_magn_operation.xyz\nx,y,z,+1\n-x,-y,-z,-1\n` +
        `loop_\n_space_group_symop_magn_centering.xyz\nx,y,z,+1\nx+1/2,y+1/2,z,-1\n${SITES('Ni .1 .2 .3')}`,
    );
    expect(countsOf(structure)).toEqual({ Ni: 4 });
    expect(notes.join()).toContain('magnetic');
  });

  it.each([
    ["_symmetry_space_group_name_H-M 'Q 7'\n", 'bad-symmetry', 8],
    ["_symmetry_equiv_pos_as_xyz 'x,y'\n", 'bad-symmetry', 8],
    ["loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'\n'x,y,w'\n", 'bad-symmetry', 11],
  ])('refuses %j', (symmetry, code, line) => {
    expect(refusal(`data_\n${CELL(4)}${symmetry}${SITES('W 0 0 0')}`)).toMatchObject({
      code,
      line,
    });
  });
});

describe('readCif: sites', () => {
  it.each([
    ['Fe3+', 'Fe'],
    ['O2-', 'O'],
    ['Cl1-', 'Cl'],
    ['CL1', 'Cl'],
    ['Cval', 'C'],
    ['Siva', 'Si'],
    ['SI2', 'Si'],
    ['fe1', 'Fe'],
    ['OW1', 'O'],
    ['O1W', 'O'],
    ["C1'", 'C'],
    ['D4', 'H'],
  ])('reads the label %s as %s', (label, symbol) => {
    expect(read(`data_\n${CELL(4)}${SITES(`${label} 0 0 0`)}`).structure.species).toEqual([symbol]);
  });

  it('reads labels by the elements of the formula', () => {
    const text = (formula: string): string =>
      `data_\n${CELL(4)}_chemical_formula_sum '${formula}'\n${SITES('HO1 0 0 0', 'O1 .5 .5 .5')}`;
    expect(read(text('H O')).structure.species).toEqual(['H', 'O']);
    expect(read(text('Ho O')).structure.species).toEqual(['Ho', 'O']);
    expect(read(text('HO O')).structure.species).toEqual(['Ho', 'O']);
    const salt = (formula: string, label: string): string =>
      `data_\n${CELL(4)}_chemical_formula_sum '${formula}'\n${SITES(`${label} 0 0 0`)}`;
    expect(read(salt('CL NA', 'NA1')).structure.species).toEqual(['Na']);
    expect(read(salt('N O3', 'Na1')).structure.species).toEqual(['Na']);
  });

  it('maps deuterium to hydrogen with a note', () => {
    const { structure, notes } = read(`data_\n${CELL(4)}${SITES('D1 0 0 0', 'D2 .5 0 0')}`);
    expect(structure.species).toEqual(['H', 'H']);
    expect(notes.filter((note) => note.includes('Deuterium'))).toHaveLength(1);
  });

  it('takes columns in any order, types before labels, uncertainties, ? and .', () => {
    const { structure } = read(
      `data_\n${CELL(4)}loop_\n_atom_site_fract_z\n_atom_site_U_iso_or_equiv\n_atom_site_fract_x\n_atom_site_type_symbol\n` +
        '_atom_site_occupancy\n_atom_site_label\n_atom_site_fract_y\n.25(1) ? 5.0e-1(2) Pb . X1 0\n',
    );
    expect(structure.species).toEqual(['Pb']);
    expect(crystal(structure).fracCoords).toEqual([[0.5, 0, 0.25]]);
  });

  it('reads Cartesian sites with a along x and b in the plane, or by the matrix of the file', () => {
    const sites =
      'loop_\n_atom_site_label\n_atom_site_Cartn_x\n_atom_site_Cartn_y\n_atom_site_Cartn_z\nW 0 0 0\nW 1.5 2.59807621 2.5\n';
    const hexagonal = CELL(3, 6, 5, [90, 90, 120]);
    const half = crystal(read(`data_\n${hexagonal}${sites}`).structure).fracCoords[1] ?? [];
    // (3, 0, 0) and (-3, 5.19615242, 0): the point is at x = 1, y = 1/2.
    for (const [axis, value] of [1, 0.5, 0.5].entries()) {
      const off = (half[axis] ?? NaN) - value;
      expect(off - Math.round(off)).toBeCloseTo(0, 8);
    }
    const matrix = [1, 2, 3]
      .flatMap((row) =>
        [1, 2, 3].map(
          (col) => `_atom_sites_Cartn_tran_matrix_${row}${col} ${row === col ? 10 : 0}`,
        ),
      )
      .join('\n');
    const given = read(`data_\n${CELL(10)}${matrix}\n${sites}`);
    expect(crystal(given.structure).fracCoords[1]?.[1]).toBeCloseTo(0.259807621, 12);
  });

  it.each([
    ['W 0 0 ?', 'bad-number', 13],
    ['W 0 0 x', 'bad-number', 13],
    ['Xx 0 0 0', 'unknown-element', 13],
    ['Vac1 0 0 0', 'unknown-element', 13],
    ['W1 0 0 0\nW2 0 0 .05', 'sites-too-close', 14],
    ['W1 0 0 0\nTa1 0 0 0', 'disordered', 14],
    ['W1 0 0', 'syntax', 13],
  ])('refuses the sites %j', (rows, code, line) => {
    const found = refusal(
      `data_\n${CELL(4)}_space_group_IT_number 1\n${SITES(...rows.split('\n'))}`,
    );
    // SITES begins on line 9 and its first row is on line 14.
    expect(found).toMatchObject({ code, line: line + 1 });
    expect(found.message).toMatch(/^Line \d+: .*\. [A-Z].*\.$/s);
  });

  it.each([
    ['occupancy', '0.5', 'disordered'],
    ['occupancy', '1.02', 'disordered'],
    ['occupancy', 'half', 'bad-number'],
    ['type_symbol', "'0.5Fe + 0.5Co'", 'disordered'],
  ])('refuses %s %s', (column, value, code) => {
    const text = `data_\n${CELL(4)}loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n_atom_site_${column}\nFe1 0 0 0 ${value}\n`;
    expect(refusal(text)).toMatchObject({ code, line: 14 });
  });

  it('leaves out sites of occupancy 0 and refuses groups of disorder without occupancies', () => {
    const sites = (tag: string, first: string, second: string): string =>
      `data_\n${CELL(4)}loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n${tag}\nC1 0 0 0 ${first}\nC2 .5 .5 .5 ${second}\n`;
    expect(read(sites('_atom_site_occupancy', '1.0(0)', '0.0')).structure.species).toEqual(['C']);
    expect(refusal(sites('_atom_site_disorder_group', '1', '2')).code).toBe('disordered');
    expect(read(sites('_atom_site_disorder_group', '1', '.')).structure.numSites).toBe(2);
  });
});

describe('readCif: blocks and cells', () => {
  const two = `data_global\n_journal_year 1999\ndata_first\n${CELL(4)}${SITES('W 0 0 0')}data_Second\n${CELL(5)}${SITES('Mo 0 0 0')}`;

  it('reads the first block that holds a structure, or the one asked for', () => {
    expect(read(two).structure.species).toEqual(['W']);
    expect(read(two).name).toBe('first');
    expect(read(two, 2).structure.species).toEqual(['Mo']);
    expect(read(two, 'second').structure.species).toEqual(['Mo']);
    expect(read(two, 'data_second').structure.species).toEqual(['Mo']);
  });

  it.each(['third', 3, -1])('says which blocks there are when asked for %j', (block) => {
    expect(refusalOf(() => read(two, block))).toMatchObject({ code: 'no-such-block' });
    expect(() => read(two, block)).toThrow(/"global", "first", "Second"/);
  });

  it.each([
    ['data_x\n_cell_length_a 4\n', 'no-lattice'],
    [`data_x\n${CELL(4)}`, 'no-sites'],
    [`data_x\n${CELL(-4)}${SITES('W 0 0 0')}`, 'bad-lattice'],
    [`data_x\n${CELL(4, 4, 4, [10, 10, 90])}${SITES('W 0 0 0')}`, 'bad-lattice'],
    [`data_x\n${CELL(4)}_cell_modulation_dimension 1\n${SITES('W 0 0 0')}`, 'modulated'],
    ['# nothing', 'empty'],
    ['data_x\nloop_\n1 2 3', 'syntax'],
  ])('refuses %j', (text, code) => {
    expect(refusal(text).code).toBe(code);
  });

  it('takes angles that a file leaves out from its crystal system', () => {
    const lengths = CELL(4, 4, 6).split('\n').slice(0, 3).join('\n');
    const hexagonal = read(
      `data_\n${lengths}\n_symmetry_cell_setting hexagonal\n${SITES('W 0 0 0')}`,
    );
    expect(crystal(hexagonal.structure).lattice.gamma).toBeCloseTo(120, 10);
    expect(refusal(`data_\n${lengths}\n${SITES('W 0 0 0')}`).code).toBe('no-lattice');
  });
});
