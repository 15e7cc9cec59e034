import { refusalOf } from '../../test-support/crystals';
import { detectFormat } from './detect';
import { StructureFormatError } from './errors';
import { DEFAULT_LIMITS } from './limits';
import { parseStructure } from './parse';
import type { StructureFormat } from './types';

const POSCAR = 'polonium\n3.359\n1 0 0\n0 1 0\n0 0 1\nPo\n1\nDirect\n0 0 0\n';
const XYZ = '1\n\nHe 0 0 0\n';
const CIF =
  'data_Po\n_cell_length_a 3.359\n_cell_length_b 3.359\n_cell_length_c 3.359\n_cell_angle_alpha 90\n' +
  '_cell_angle_beta 90\n_cell_angle_gamma 90\n_space_group_IT_number 221\nloop_\n_atom_site_label\n' +
  '_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\nPo 0 0 0\n';
const JSON_TEXT = '{"numbers": [2], "positions": [[0, 0, 0]]}';

describe('detectFormat', () => {
  it.each([
    [POSCAR, undefined, 'poscar'],
    [`12\n${POSCAR.slice(9)}`, undefined, 'poscar'],
    [`{made by a template}\n${POSCAR.slice(POSCAR.indexOf('\n') + 1)}`, undefined, 'poscar'],
    [XYZ, undefined, 'xyz'],
    [`\n${XYZ}`, 'thing.cif', 'xyz'],
    [CIF, undefined, 'cif'],
    [`# by some program\n\n${CIF}`, 'CONTCAR', 'cif'],
    [`\ufeff${JSON_TEXT}`, undefined, 'json'],
    ['whatever', 'a/b.CIF', 'cif'],
    ['whatever', 'POSCAR_relaxed', 'poscar'],
    ['whatever', 'x.vasp', 'poscar'],
    ['whatever', 'traj.extxyz', 'xyz'],
    ['whatever', 'notes.txt', undefined],
    ['', undefined, undefined],
  ])('of %j named %j', (text, name, format) => {
    expect(detectFormat(text, name)).toBe(format);
  });
});

describe('parseStructure', () => {
  it.each([
    ['a mark of order', new TextEncoder().encode(`\ufeff${CIF}`)],
    ['UTF-16', Buffer.from(`\ufeff${CIF}`, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${CIF}`, 'utf16le').swap16()],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from('# \xe9\xff\n', 'latin1'), Buffer.from(CIF)]),
    ],
  ])('reads a file with %s', (_, bytes) => {
    expect(parseStructure(bytes).structure.species).toEqual(['Po']);
  });

  it.each([
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['Dear editor, please find enclosed', 'unknown-format'],
    ['\0\0\0\0', 'unknown-format'],
  ])('refuses %j', (text, code) => {
    expect(refusalOf(() => parseStructure(text)).code).toBe(code);
  });

  it('reads as many sites and bytes as the limits say and refuses more', () => {
    const many = (count: number): string =>
      `${POSCAR.replace('3.359', '100').replace('\n1\n', `\n${count}\n`).split('\n').slice(0, 8).join('\n')}\n` +
      Array.from(
        { length: count },
        (_, i) => `${(i % 50) / 50} ${(Math.floor(i / 50) % 50) / 50} ${Math.floor(i / 2500) / 50}`,
      ).join('\n');
    expect(parseStructure(many(10_000)).structure.numSites).toBe(10_000);
    expect(refusalOf(() => parseStructure(many(10_001))).code).toBe('too-many-sites');
    expect(parseStructure(many(10_001), { limits: { maxSites: 10_001 } }).structure.numSites).toBe(
      10_001,
    );
    expect(refusalOf(() => parseStructure(POSCAR, { limits: { maxBytes: 20 } })).code).toBe(
      'too-large',
    );
    expect(DEFAULT_LIMITS.maxSites).toBeGreaterThanOrEqual(10_000);
    expect(DEFAULT_LIMITS.maxBytes).toBeGreaterThanOrEqual(8_000_000);
  });

  const size = 200_000;
  const repeated = (text: string): string => text.repeat(size / text.length);
  const sites = CIF.slice(CIF.indexOf('loop_'), CIF.indexOf('Po 0'));
  const cell = CIF.slice(0, CIF.indexOf('_space'));

  // Each would take minutes where time grows with the square of the size; Jest's limit of seconds holds them.
  it.each<[string, string]>([
    ['open quotes', repeated("'a ")],
    ['open triple quotes', repeated("'''a ")],
    ['empty text fields', repeated(';\n')],
    ['blocks', repeated('data_a _cell_length_a 1\n')],
    ['loops', repeated('loop_ _cell_a 1\n')],
    [
      'one site again and again',
      `${cell}_space_group_IT_number 225\n${sites}${repeated('C 0.1 0.2 0.3\n')}`,
    ],
    [
      'operations',
      `${cell}loop_\n_symmetry_equiv_pos_as_xyz\n${repeated('x,y,z\n')}${sites}Po 0 0 0`,
    ],
    ['a long operation', `${cell}_symmetry_equiv_pos_as_xyz '${repeated('x+')}'\n${sites}Po 0 0 0`],
    [
      'a long symbol',
      `${cell}_symmetry_space_group_name_H-M 'R${' '.repeat(size)}'\n${sites}Po 0 0 0`,
    ],
    ['a long Hall symbol', `${cell}_space_group_name_Hall '${repeated('P ')}'\n${sites}Po 0 0 0`],
    ['a long label', `${cell}${sites}${'a'.repeat(size)} 0 0 0`],
    ['a long number', `${cell.replace('3.359', '1'.repeat(size))}${sites}Po 0 0 0`],
    ['open brackets', `1\n${repeated('a={ ')}\nH 0 0 0`],
    ['a long word', `1\n${'a'.repeat(size)}=\nH 0 0 0`],
    ['signs of equality', `1\n${'='.repeat(size)}\nH 0 0 0`],
    ['frames', repeated(XYZ)],
    ['kinds', `a\n1\n1 0 0\n0 1 0\n0 0 1\n${repeated('H ')}\n1`],
    ['counts', `a\n1\n1 0 0\n0 1 0\n0 0 1\n${repeated('99999 ')}`],
    ['lists in JSON', `{"sites":${'['.repeat(size)}`],
    ['sites in JSON', `{"sites":[${repeated('{},')}{}]}`],
  ])('ends in time on a file full of %s, whatever format it is called', (_, text) => {
    for (const format of [undefined, 'cif', 'poscar', 'xyz', 'json'] as (
      StructureFormat | undefined
    )[]) {
      try {
        expect(parseStructure(text, { format }).structure.numSites).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(StructureFormatError);
        expect((error as Error).message.length).toBeLessThan(500);
      }
    }
  });
});
