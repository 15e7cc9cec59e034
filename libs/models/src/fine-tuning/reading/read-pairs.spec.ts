import { Lattice, Structure, writeStructure } from '@nano-os/crystal';
import { trainingRows } from '../../../test-support/training-rows';
import type { FineTuningRefused } from '../pairs/refused';
import { readPairs } from './read-pairs';

const PROPERTY = 'formation_energy';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readPairs(bytes(text), PROPERTY);

const salt = new Structure(
  Lattice.fromRows([
    [5.6, 0, 0],
    [0, 5.6, 0],
    [0, 0, 5.6],
  ]),
  ['Na', 'Cl'],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);

function refusal(read: () => unknown): FineTuningRefused {
  try {
    read();
  } catch (error) {
    return error as FineTuningRefused;
  }
  throw new Error('It was taken');
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const rowsOfSalt = { lattice: salt.lattice.rows, species: salt.species, frac: salt.fracCoords };

const salted = (changed: object): string => JSON.stringify({ ...rowsOfSalt, ...changed, value: 1 });
const scaled = (by: number) => salt.lattice.rows.map((row) => row.map((x) => x * by));
const DEEP = '['.repeat(50_000) + ']'.repeat(50_000);

describe('pairs of a file', () => {
  it('are those of lines of data, with the line and the name for messages', () => {
    const rows = trainingRows().slice(0, 3);
    const pairs = read(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n\n`);
    expect(pairs).toHaveLength(3);
    expect(pairs[1]!.label).toBe('line 2 (LiS)');
    expect(pairs[1]!.value).toBe(rows[1]!.targets[PROPERTY]);
    expect(pairs[1]!.crystal).toEqual({
      lattice: rows[1]!.lattice,
      species: rows[1]!.species,
      fracCoords: rows[1]!.frac,
    });
  });

  it.each(['json', 'optimade', 'cif', 'poscar'] as const)('have structures as %s', (format) => {
    const text = writeStructure(salt, format);
    const inner: unknown = format === 'json' || format === 'optimade' ? JSON.parse(text) : text;
    const [ofLine] = read(JSON.stringify({ structure: inner, value: -2 }));
    const [ofTable] = read(`value,structure\r\n-2,${quoted(text)}\r\n`);
    for (const pair of [ofLine!, ofTable!]) {
      expect(pair.value).toBe(-2);
      expect([...pair.crystal.species].sort()).toEqual(['Cl', 'Na']);
      expect(pair.crystal.lattice[1][1]).toBeCloseTo(5.6, 6);
    }
  });

  it.each([',', ';', '\t'])('come from a table with cells of several lines and %j', (comma) => {
    const cif = quoted(writeStructure(salt, 'cif'));
    const table = [
      ['\ufeffID', 'CIF', 'formation_energy'],
      ['first', cif, '-2.1'],
      ['', cif, '-2.2e0'],
    ];
    const pairs = read(table.map((row) => row.join(comma)).join('\n'));
    expect(pairs.map(({ value }) => value)).toEqual([-2.1, -2.2]);
    const lines = cif.split('\n').length;
    expect(pairs.map(({ label }) => label)).toEqual(['line 2 (first)', `line ${2 + lines}`]);
  });

  it('come from columns of lists', () => {
    const { lattice, species, frac } = rowsOfSalt;
    const cells = [lattice, species, frac].map((list) => quoted(JSON.stringify(list)));
    const [pair] = read(`lattice,species,frac,value\n${cells.join(',')},-2`);
    expect(pair!.crystal).toEqual({ lattice, species, fracCoords: frac });
  });

  it.each([
    ['nothing', '', 'Line 1'],
    [
      'no JSON',
      `${JSON.stringify({ ...rowsOfSalt, value: 1 })}\n{"a":`,
      'Line 2: this is not JSON',
    ],
    [
      'no object',
      `${JSON.stringify({ ...rowsOfSalt, value: 1 })}\n[1]`,
      'Line 2: this is no object',
    ],
    ['no value', JSON.stringify(rowsOfSalt), 'Line 1: there is no number under "value" or'],
    ['a value that is none', `value,cif\nabc,x`, 'Line 2'],
    ['no crystal', 'value,colour\n1,red', 'Line 2: a crystal needs'],
    ['rows of different lengths', 'value,cif\n1,a,b', 'Line 2: the table cannot be read'],
    ['a quote that stays open', 'value,cif\n1,"a\nb', 'the table cannot be read'],
    ['two columns of a name', 'value,Value\n1,2', 'Line 1: there are two columns "value"'],
    ['a file that is no CIF', 'value,cif\n1,nothing', 'Line 2'],
    ['half a lattice', JSON.stringify({ ...rowsOfSalt, lattice: [[1, 2]], value: 1 }), '"lattice"'],
    ['too few positions', JSON.stringify({ ...rowsOfSalt, frac: [], value: 1 }), '"frac"'],
    [
      'numbers for symbols',
      JSON.stringify({ ...rowsOfSalt, species: [1, 2], value: 1 }),
      '"species"',
    ],
    ['no element', JSON.stringify({ ...rowsOfSalt, species: ['Na', 'Qq'], value: 1 }), 'Line 1'],
    [
      'a lattice vector of 1e7 Å',
      salted({
        lattice: [
          [1e7, 0, 0],
          [0, 5, 0],
          [0, 0, 5],
        ],
      }),
      '1e6, in Å',
    ],
    ['a cell without room for an atom', salted({ lattice: scaled(0.001) }), 'cell'],
    [
      'a position cells away that sums cannot tell from the next',
      salted({
        frac: [
          [1e16, 0, 0],
          [0, 0, 0],
        ],
      }),
      'Line 1',
    ],
    [
      'two atoms at one place',
      salted({
        frac: [
          [0, 0, 0],
          [1, 0, 0],
        ],
      }),
      'Line 1',
    ],
    ['a value nested deeply', `{"lattice":${DEEP},"value":${DEEP}}`, 'Line 1'],
    ['a number nested deeply', salted({}).replace('"value":1', `"value":${DEEP}`), 'nested'],
    ['a structure nested deeply', `{"structure":${DEEP},"value":1}`, 'nested'],
    ['a molecule', JSON.stringify({ structure: '1\n\nH 0 0 0', value: 1 }), 'molecule'],
  ])('are refused with the line where there is %s', (_, text, said) => {
    const { code, message } = refusal(() => read(text));
    expect(code).toBe('bad-file');
    expect(message).toContain(said);
  });

  it.each(['constructor', 'toString', '__proto__'])('have no value of %s by nature', (property) => {
    const targets = { other: 1 };
    for (const more of [{}, { targets }]) {
      const line = bytes(JSON.stringify({ ...rowsOfSalt, ...more }));
      expect(refusal(() => readPairs(line, property)).message).toContain('but nothing');
    }
  });

  it('are bounded in number, size and sites', () => {
    const line = JSON.stringify({ ...rowsOfSalt, value: 1 });
    const limits = { maxBytes: 1000, maxPairs: 2, maxSites: 2 };
    const within = (text: string, changed: Partial<typeof limits> = {}) =>
      refusal(() => readPairs(bytes(text), PROPERTY, undefined, { ...limits, ...changed })).code;
    expect(within(`${line}\n${line}\n${line}`)).toBe('too-many-pairs');
    expect(within('value,cif\n1,a\n1,a\n1,a')).toBe('too-many-pairs');
    expect(within('x'.repeat(1001))).toBe('too-large');
    expect(within(line, { maxSites: 1 })).toBe('bad-file');
    const cif = JSON.stringify({ cif: writeStructure(salt, 'cif'), value: 1 });
    expect(within(cif, { maxSites: 1, maxBytes: 1e5 })).toBe('bad-file');
    expect(refusal(() => readPairs(Uint8Array.of(0xff, 0x41), PROPERTY)).message).toContain(
      'UTF-8',
    );
  });
});
