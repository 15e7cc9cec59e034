import { StructureFormatError } from '../errors';
import { parseNumber } from '../numbers';
import { quote } from '../text';
import type { CifBlock, CifValue } from './block';

/** Lengths in Å and angles in degrees. */
export interface Cell {
  lengths: [number, number, number];
  angles: [number, number, number];
  line: number;
}

/** A number with its standard uncertainty, `5.4310(5)`, the bracket possibly unclosed; the uncertainty is dropped. */
export function cifNumber(value: CifValue | undefined): number | undefined {
  if (value?.text === undefined) return undefined;
  let text = value.text.trim();
  const bracket = text.indexOf('(');
  if (bracket > 0) {
    const close = text.indexOf(')', bracket);
    text = text.slice(0, bracket) + (close < 0 ? '' : text.slice(close + 1));
  }
  return parseNumber(text);
}

/** Whether the block speaks of a cell with known lengths. */
export function hasCell(block: CifBlock): boolean {
  return block.item('_cell_length_a') !== undefined;
}

/**
 * @throws StructureFormatError `no-lattice`, `bad-lattice`
 */
export function readCell(block: CifBlock): Cell {
  const length = (name: string): number => {
    const value = block.item(`_cell_length_${name}`);
    if (value === undefined) missing(`_cell_length_${name}`, block.line);
    const size = cifNumber(value);
    if (size === undefined || size <= 0 || size > 1e6) refuse(`_cell_length_${name}`, value);
    return size;
  };
  const lengths: Cell['lengths'] = [length('a'), length('b'), length('c')];
  const line = block.item('_cell_length_a')?.line ?? block.line;
  const angle = (name: 'alpha' | 'beta' | 'gamma'): number => {
    const value = block.item(`_cell_angle_${name}`);
    if (value === undefined) {
      const implied = impliedAngle(block, name);
      return implied ?? missing(`_cell_angle_${name}`, line);
    }
    const size = cifNumber(value);
    if (size === undefined || size <= 0 || size >= 180) refuse(`_cell_angle_${name}`, value);
    return size;
  };
  return { lengths, angles: [angle('alpha'), angle('beta'), angle('gamma')], line };
}

const RIGHT = /^(?:cubic|tetragonal|orthorhombic)$/;

/** Angles that the crystal system fixes, for files that leave them out. */
function impliedAngle(block: CifBlock, name: 'alpha' | 'beta' | 'gamma'): number | undefined {
  const system = block
    .item('_symmetry_cell_setting', '_space_group_crystal_system')
    ?.text?.toLowerCase();
  if (system === undefined) return undefined;
  if (RIGHT.test(system)) return 90;
  if (system === 'hexagonal') return name === 'gamma' ? 120 : 90;
  if (system === 'monoclinic' && name !== 'beta') return 90;
  return undefined;
}

function missing(tag: string, line: number): never {
  throw new StructureFormatError(
    'no-lattice',
    `The data block has no ${tag}. Give the three lengths and the three angles of the cell.`,
    { line },
  );
}

function refuse(tag: string, value: CifValue): never {
  throw new StructureFormatError(
    'bad-lattice',
    `${tag} is ${quote(value.text ?? '?')}. Give a positive number${tag.includes('angle') ? ' of degrees below 180' : ' of Å'}.`,
    { line: value.line },
  );
}
