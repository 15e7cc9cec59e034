import type { Lattice } from '../../lattice';
import type { Vector3 } from '../../vectors';
import { checkSiteCount } from '../build';
import { StructureFormatError } from '../errors';
import type { FormatLimits } from '../limits';
import { closePair } from '../proximity';
import { Expansion } from '../symmetry/expand';
import type { Operation } from '../symmetry/operation';
import { quote } from '../text';
import type { CifBlock } from './block';
import { cifNumber } from './cell';
import type { CifSite } from './sites';
import type { CifSymmetry } from './symmetry';

/** All sites of the cell. */
export interface CellContent {
  coords: Vector3[];
  /** For each, the index of the site of the file that it is an image of. */
  origins: number[];
}

/**
 * Fills the cell by symmetry. Sites of one element that coincide are one. Where the symbol of the group allows two
 * origins, the second is taken if the first contradicts what the file says otherwise and the second does not.
 *
 * @throws StructureFormatError `disordered` where sites of different elements coincide, `too-many-sites`
 */
export function fillCell(
  block: CifBlock,
  lattice: Lattice,
  { operations, otherOrigin }: CifSymmetry,
  sites: readonly CifSite[],
  limits: FormatLimits,
  notes: string[],
): CellContent {
  const fill = (group: readonly Operation[], report: string[]): CellContent =>
    expand(lattice, group, sites, limits, report);
  if (otherOrigin === undefined) return fill(operations, notes);
  const reports: [string[], string[]] = [[], []];
  const first = attempt(() => fill(operations, reports[0]));
  if (plausible(block, lattice, first, sites)) {
    notes.push(...reports[0], 'The symbol allows two origins; the first fits the sites.');
    return first;
  }
  const second = attempt(() => fill(otherOrigin, reports[1]));
  if (plausible(block, lattice, second, sites)) {
    notes.push(...reports[1], 'The symbol allows two origins; only the second fits the sites.');
    return second;
  }
  if (first instanceof StructureFormatError) throw first;
  notes.push(...reports[0], 'The symbol allows two origins; the first was taken.');
  return first;
}

function attempt(fill: () => CellContent): CellContent | StructureFormatError {
  try {
    return fill();
  } catch (error) {
    if (error instanceof StructureFormatError) return error;
    throw error;
  }
}

function expand(
  lattice: Lattice,
  operations: readonly Operation[],
  sites: readonly CifSite[],
  limits: FormatLimits,
  notes: string[],
): CellContent {
  const expansion = new Expansion(lattice.rows, operations);
  let merged = 0;
  for (const [index, site] of sites.entries()) {
    const other = sites[expansion.occupant(site.frac)];
    if (other === undefined) {
      expansion.add(site.frac, index);
      checkSiteCount(expansion.coords.length, limits, site.line);
    } else if (other.symbol === site.symbol) merged++;
    else {
      throw new StructureFormatError(
        'disordered',
        `The sites ${quote(other.label)} and ${quote(site.label)} are at one place. Keep one of them.`,
        { line: site.line, site: index },
      );
    }
  }
  if (merged > 0) {
    notes.push(`${merged} sites that symmetry or the list itself repeats were merged.`);
  }
  return expansion;
}

/** Whether a filled cell agrees with the multiplicities and the formula that the file gives, and keeps atoms apart. */
function plausible(
  block: CifBlock,
  lattice: Lattice,
  content: CellContent | StructureFormatError,
  sites: readonly CifSite[],
): content is CellContent {
  if (content instanceof StructureFormatError) return false;
  const counts = new Map<number, number>();
  for (const origin of content.origins) counts.set(origin, (counts.get(origin) ?? 0) + 1);
  for (const [index, { multiplicity }] of sites.entries()) {
    if (multiplicity !== undefined && counts.get(index) !== multiplicity) return false;
  }
  return (
    agreesWithFormula(block, content, sites) &&
    closePair(lattice.rows, content.coords) === undefined
  );
}

function agreesWithFormula(
  block: CifBlock,
  { origins }: CellContent,
  sites: readonly CifSite[],
): boolean {
  const units = cifNumber(block.item('_cell_formula_units_z'));
  const formula = block.item('_chemical_formula_sum')?.text ?? '';
  if (units === undefined || formula.length > 1000) return true;
  const actual = new Map<string, number>();
  for (const origin of origins) {
    const symbol = sites[origin]?.symbol ?? '';
    actual.set(symbol, (actual.get(symbol) ?? 0) + 1);
  }
  for (const [, symbol = '', count = ''] of formula.matchAll(/([A-Z][a-z]?)(\d*\.?\d*)/g)) {
    const wanted = Number(count === '' ? 1 : count) * units;
    // Hydrogens are often in the formula only.
    if (symbol !== 'H' && Math.abs((actual.get(symbol) ?? 0) - wanted) > 1e-3) return false;
  }
  return true;
}
