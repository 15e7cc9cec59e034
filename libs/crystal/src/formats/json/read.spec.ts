import { crystal, refusalOf } from '../../../test-support/crystals';
import { Molecule } from '../../molecule';
import { parseStructure } from '../parse';
import type { ParsedStructure } from '../types';

const read = (data: unknown): ParsedStructure => parseStructure(JSON.stringify(data));

const A = 4.123; // caesium chloride, Å
const MATRIX = [
  [A, 0, 0],
  [0, A, 0],
  [0, 0, A],
];

const pymatgen = (site: object = {}, lattice: unknown = { matrix: MATRIX }): object => ({
  '@module': 'pymatgen.core.structure',
  '@class': 'Structure',
  lattice,
  sites: [
    { species: [{ element: 'Cs', occu: 1 }], abc: [0, 0, 0] },
    { species: [{ element: 'Cl', occu: 1.0, oxidation_state: -1 }], abc: [0.5, 0.5, 0.5], ...site },
  ],
});

const attributes = (changes: object = {}): object => ({
  lattice_vectors: MATRIX,
  cartesian_site_positions: [
    [0, 0, 0],
    [A / 2, A / 2, A / 2],
  ],
  species_at_sites: ['Cs', 'chloride'],
  species: [
    { name: 'Cs', chemical_symbols: ['Cs'], concentration: [1] },
    { name: 'chloride', chemical_symbols: ['Cl'], concentration: [1] },
  ],
  ...changes,
});

const ase = (changes: object = {}): object => ({
  1: {
    numbers: [55, 17],
    positions: [
      [0, 0, 0],
      [A / 2, A / 2, A / 2],
    ],
    cell: MATRIX,
    pbc: [true, true, true],
    ...changes,
  },
  ids: [1],
  nextid: 2,
});

describe('readJson', () => {
  it.each([
    ['a Structure of pymatgen', pymatgen()],
    ['one with positions only', pymatgen({ abc: undefined, xyz: [A / 2, A / 2, A / 2] })],
    [
      'one with lengths and angles',
      pymatgen({}, { a: A, b: A, c: A, alpha: 90, beta: 90, gamma: 90 }),
    ],
    ['attributes of OPTIMADE', attributes()],
    ['an entry of OPTIMADE', { id: 'x', type: 'structures', attributes: attributes() }],
    ['a response of OPTIMADE', { data: { id: 'x', attributes: attributes() }, meta: {} }],
    ['a list of OPTIMADE', { data: [{ id: 'x', attributes: attributes() }], meta: {} }],
    ["a row of ASE's database", ase()],
    [
      'a packed row of ASE',
      ase({
        numbers: { __ndarray__: [[2], 'int64', [55, 17]] },
        cell: { array: MATRIX, __ase_objtype__: 'cell' },
      }),
    ],
  ])('reads %s', (_, data) => {
    const { structure, format } = read(data);
    expect(format).toBe('json');
    expect(structure.species).toEqual(['Cs', 'Cl']);
    expect(crystal(structure).fracCoords[1]?.map((value) => value.toFixed(12))).toEqual(
      Array<string>(3).fill('0.500000000000'),
    );
    expect(crystal(structure).volume).toBeCloseTo(A ** 3, 9);
  });

  it.each([
    ['pymatgen', { sites: [{ species: [{ element: 'He', occu: 1 }], xyz: [1, 2, 3] }] }],
    ['ASE', { numbers: [2], positions: [[1, 2, 3]], pbc: [false, false, false] }],
    [
      'OPTIMADE',
      {
        dimension_types: [0, 0, 0],
        cartesian_site_positions: [[1, 2, 3]],
        species_at_sites: ['He'],
      },
    ],
  ])('reads a molecule of %s', (_, data) => {
    const { structure } = read(data);
    expect(structure).toBeInstanceOf(Molecule);
    expect(structure.cartCoords).toEqual([[1, 2, 3]]);
  });

  it.each([
    ['occupancy', pymatgen({ species: [{ element: 'Cl', occu: 0.5 }] }), 'disordered'],
    [
      'mixtures',
      pymatgen({
        species: [
          { element: 'Cl', occu: 0.5 },
          { element: 'Br', occu: 0.5 },
        ],
      }),
      'disordered',
    ],
    ['dummies', pymatgen({ species: [{ element: 'X0+', occu: 1 }] }), 'unknown-element'],
    ['no species', pymatgen({ species: [] }), 'unknown-element'],
    ['words for numbers', pymatgen({ abc: [0, 'a', 0] }), 'bad-number'],
    ['numbers beyond sense', pymatgen({ abc: [0, 1e300, 0] }), 'bad-number'],
    ['no lattice', pymatgen({}, null), 'no-lattice'],
    ['a flat lattice', pymatgen({}, { matrix: [MATRIX[0], MATRIX[0], MATRIX[2]] }), 'bad-lattice'],
    ['no matrix', pymatgen({}, {}), 'bad-lattice'],
    ['coinciding sites', pymatgen({ abc: [0, 0, 0.999] }), 'sites-too-close'],
    ['sites that are none', { sites: [1, null] }, 'syntax'],
    [
      'a concentration',
      attributes({
        species: [{ name: 'Cs', chemical_symbols: ['Cs', 'vacancy'], concentration: [0.9, 0.1] }],
      }),
      'disordered',
    ],
    ['a missing position', attributes({ species_at_sites: ['Cs'] }), 'syntax'],
    ['missing vectors', attributes({ lattice_vectors: null }), 'no-lattice'],
    ['unknown numbers', ase({ numbers: [55, 200] }), 'unknown-element'],
    ['no cell', ase({ cell: undefined }), 'no-lattice'],
    ['another object', { hello: 'world' }, 'unknown-format'],
    ['a list', [1, 2, 3], 'unknown-format'],
  ])('refuses %s', (_, data, code) => {
    const found = refusalOf(() => read(data));
    expect(found.code).toBe(code);
    expect(found.message).toMatch(/\.$/);
  });

  it('refuses what is not JSON, however deep', () => {
    expect(refusalOf(() => parseStructure('{"sites": [', { format: 'json' })).code).toBe('syntax');
    expect(refusalOf(() => parseStructure('['.repeat(1_000_000))).code).toBe('syntax');
    const deep = `{"sites":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(refusalOf(() => parseStructure(deep)).code).toBe('syntax');
  });

  it('passes over a prototype that a file names', () => {
    const text = '{"__proto__":{"sites":[]},"ids":["__proto__"]}';
    expect(refusalOf(() => parseStructure(text)).code).toMatch(/unknown-format|no-sites/);
  });
});
