import { Lattice } from '../../lattice';
import type { Vector3 } from '../../vectors';
import { StructureFormatError } from '../errors';
import { parseNumber } from '../numbers';
import { refuseSpecies, SpeciesReader } from '../species';
import { quote } from '../text';
import type { CifBlock, CifValue } from './block';
import { cifNumber } from './cell';
import { cartesianToFractional } from './cartesian';

/** One row of the sites in a file. */
export interface CifSite {
  label: string;
  symbol: string;
  frac: Vector3;
  line: number;
  /** Sites of the cell that the file says this one stands for. */
  multiplicity?: number;
}

const AXES = ['x', 'y', 'z'] as const;

/** Whether the block holds coordinates of at least one site. */
export function hasSites(block: CifBlock): boolean {
  return ['_atom_site_fract_x', '_atom_site_cartn_x'].some((tag) =>
    block.column(tag)?.some((value) => value.text !== undefined),
  );
}

/**
 * The sites of a block in the order of the file, those of occupancy 0 left out.
 *
 * @param isSymmetric whether the space group has other operations than the identity
 * @throws StructureFormatError `no-sites`, `bad-number`, `unknown-element`, `disordered`
 */
export function readSites(
  block: CifBlock,
  lattice: Lattice,
  isSymmetric: boolean,
  notes: string[],
): CifSite[] {
  const fractional = columns(block, 'fract');
  const cartesian = fractional === undefined ? columns(block, 'cartn') : undefined;
  const coords = fractional ?? cartesian;
  if (coords === undefined) {
    throw new StructureFormatError(
      'no-sites',
      'The data block has no coordinates of sites. Give _atom_site_fract_x, _y and _z.',
      { line: block.line },
    );
  }
  const toFractional = cartesian === undefined ? undefined : cartesianToFractional(block, lattice);
  const labels = block.column('_atom_site_label');
  const types = block.column('_atom_site_type_symbol');
  const occupancies = block.column('_atom_site_occupancy');
  const multiplicities =
    block.column('_atom_site_site_symmetry_multiplicity') ??
    block.column('_atom_site_symmetry_multiplicity');
  if (occupancies === undefined) refuseAlternatives(block);
  const reader = new SpeciesReader(notes, elementsOfFormula(block));
  const sites: CifSite[] = [];
  let absent = 0;
  for (const [index, first] of coords[0].entries()) {
    const { line } = first;
    const label = labels?.[index]?.text ?? types?.[index]?.text ?? '';
    if (occupancy(occupancies?.[index], label, index) === 0) {
      absent++;
      continue;
    }
    const symbol = speciesOf(reader, types?.[index]?.text, labels?.[index]?.text, {
      line,
      site: index,
    });
    const point = AXES.map((axis, at) => {
      const value = coords[at as 0 | 1 | 2][index];
      const size = coordinate(value, axis, label, index);
      if (cartesian !== undefined) return size;
      return exactThird(size, isSymmetric ? undefined : value?.text);
    }) as unknown as Vector3;
    sites.push({
      label,
      symbol,
      frac: toFractional ? toFractional(point) : point,
      line,
      multiplicity: cifNumber(multiplicities?.[index]),
    });
  }
  if (absent > 0) notes.push(`${absent} sites of occupancy 0 were left out.`);
  if (sites.length === 0) {
    throw new StructureFormatError(
      'no-sites',
      'No site of the data block is occupied. Give at least one.',
      {
        line: block.line,
      },
    );
  }
  return sites;
}

/** Sites of two groups of one disordered assembly are never there together. */
function refuseAlternatives(block: CifBlock): void {
  const assemblies = block.column('_atom_site_disorder_assembly');
  const groups = new Map<string, string>();
  for (const [site, group] of (block.column('_atom_site_disorder_group') ?? []).entries()) {
    if (group.text === undefined || group.text === '0') continue;
    const assembly = assemblies?.[site]?.text ?? '';
    const before = groups.get(assembly);
    if (before === undefined) groups.set(assembly, group.text);
    else if (before !== group.text) {
      throw new StructureFormatError(
        'disordered',
        'The sites belong to alternative groups of a disorder. Keep the sites of one group.',
        { line: group.line, site },
      );
    }
  }
}

function columns(
  block: CifBlock,
  kind: 'fract' | 'cartn',
): [CifValue[], CifValue[], CifValue[]] | undefined {
  const [x, y, z] = AXES.map((axis) => block.column(`_atom_site_${kind}_${axis}`));
  if (x === undefined || y === undefined || z === undefined) return undefined;
  if (x.every((value) => value.text === undefined)) return undefined;
  return [x, y, z];
}

/** 1 for a full site, 0 for an empty one. */
function occupancy(value: CifValue | undefined, label: string, site: number): 0 | 1 {
  if (value?.text === undefined) return 1;
  const size = cifNumber(value);
  if (size === undefined) {
    throw new StructureFormatError(
      'bad-number',
      `The occupancy of ${quote(label)} is ${quote(value.text)}. Give a number from 0 to 1.`,
      { line: value.line, site },
    );
  }
  if (Math.abs(size - 1) < 1e-8) return 1;
  if (Math.abs(size) < 1e-8) return 0;
  throw new StructureFormatError(
    'disordered',
    `The site ${quote(label)} has occupancy ${size}; only ordered crystals, of occupancy 1, are read. ` +
      'Choose one ordered arrangement, for example by a supercell, and send that.',
    { line: value.line, site },
  );
}

function speciesOf(
  reader: SpeciesReader,
  type: string | undefined,
  label: string | undefined,
  where: { line: number; site: number },
): string {
  const text = type ?? label;
  if (text === undefined) return refuseSpecies('?', where);
  if (text.includes(' + ') || /^[A-Z][a-z]?\s*,\s*[A-Z]/.test(text)) {
    throw new StructureFormatError(
      'disordered',
      `The site of ${quote(text)} holds a mixture; only ordered crystals are read. Choose one element for each site.`,
      where,
    );
  }
  return reader.leading(text) ?? refuseSpecies(text, where);
}

function coordinate(
  value: CifValue | undefined,
  axis: string,
  label: string,
  site: number,
): number {
  const size = cifNumber(value) ?? ratio(value?.text);
  if (size === undefined || Math.abs(size) > 1e6) {
    throw new StructureFormatError(
      'bad-number',
      `The coordinate ${axis} of ${quote(label)} is ${quote(value?.text ?? '?')}. ` +
        'Give a number, or remove the site if its place is not known.',
      { line: value?.line, site },
    );
  }
  return size;
}

/** Some programs write 1/3. */
function ratio(text: string | undefined): number | undefined {
  const match = /^\s*([+-]?\d{1,6})\/(\d{1,6})\s*$/.exec(text ?? '');
  return match === null ? undefined : parseNumber(String(Number(match[1]) / Number(match[2])));
}

/**
 * Symmetry needs 1/3 where 0.3333 is written, as pymatgen's reader has it. Without symmetry only what is a third
 * rounded to the digits of its text becomes one: 0.33335 stands for itself.
 */
function exactThird(value: number, text?: string): number {
  const thirds = Math.round(value * 3);
  if ((thirds !== 1 && thirds !== 2) || Math.abs((value * 3) / thirds - 1) > 1e-4) return value;
  const digits = text === undefined ? undefined : /\.(\d+)/.exec(text)?.[1]?.length;
  if (digits === undefined || Math.abs(value - thirds / 3) < 10 ** -digits) return thirds / 3;
  return value;
}

/** Symbols in the formula; of `NA`, which may be sodium, both readings. */
function elementsOfFormula(block: CifBlock): Set<string> {
  const formula = block.item('_chemical_formula_sum', '_chemical_formula_moiety')?.text ?? '';
  const words = formula
    .slice(0, 10_000)
    .replace(/[\d.]+/g, ' ')
    .trim()
    .split(/\s+/);
  // Symbols apart, perhaps in capitals (CL NA), else as chemists write them.
  const symbols = words.every((word) => /^[A-Za-z]{1,2}$/.test(word))
    ? words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    : (formula.slice(0, 10_000).match(/[A-Z][a-z]?/g) ?? []);
  return new Set(symbols);
}
