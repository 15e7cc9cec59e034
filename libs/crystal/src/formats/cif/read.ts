import { Lattice } from '../../lattice';
import { buildStructure, makeLattice } from '../build';
import { StructureFormatError } from '../errors';
import { quote } from '../text';
import type { ReadContext, ReadStructure } from '../types';
import type { CifBlock } from './block';
import { hasCell, readCell } from './cell';
import { fillCell } from './cell-content';
import { cifBlocks } from './document';
import { hasSites, readSites, type CifSite } from './sites';
import { readSymmetry } from './symmetry';

/** How many names of blocks a message lists. */
const NAMES_SHOWN = 10;

/**
 * Reads the structure of a CIF 1.1.
 *
 * @throws StructureFormatError
 */
export function readCif(text: string, context: ReadContext): ReadStructure {
  const block = selectBlock(text, context.block);
  const notes: string[] = [];
  refuseModulation(block);
  const cell = readCell(block);
  const lattice = makeLattice(
    () => Lattice.fromParameters(...cell.lengths, ...cell.angles),
    cell.line,
  );
  const symmetry = readSymmetry(block, lattice, notes);
  const sites = readSites(block, lattice, symmetry.operations.length > 1, notes);
  const content = fillCell(block, lattice, symmetry, sites, context.limits, notes);
  const sourceOf = (site: number): CifSite | undefined => sites[content.origins[site] ?? 0];
  const structure = buildStructure(
    lattice,
    content.origins.map((_, site) => sourceOf(site)?.symbol ?? ''),
    content.coords,
    context.limits,
    {
      name: (site) => `an image of the site ${quote(sourceOf(site)?.label ?? '')}`,
      line: (site) => sourceOf(site)?.line,
    },
  );
  return { structure, name: nameOf(block), notes };
}

function selectBlock(text: string, wanted: string | number | undefined): CifBlock {
  const names: string[] = [];
  let first: CifBlock | undefined;
  let count = 0;
  for (const block of cifBlocks(text)) {
    count++;
    if (names.length < NAMES_SHOWN) names.push(quote(block.name));
    if (wanted === undefined) {
      if (hasCell(block) && hasSites(block)) return block;
      first ??= block;
      if (hasSites(block) && !hasSites(first)) first = block;
    } else if (wanted === block.index || isNamed(block, wanted)) return block;
  }
  if (wanted !== undefined) {
    throw new StructureFormatError(
      'no-such-block',
      `No data block is ${typeof wanted === 'number' ? `number ${wanted}` : `named ${quote(wanted)}`}. ` +
        `Choose one of ${names.join(', ')}${count > names.length ? ', …' : ''}.`,
    );
  }
  if (first === undefined) {
    throw new StructureFormatError(
      'empty',
      'The file holds no CIF data. Begin a data block with data_NAME.',
    );
  }
  return first;
}

function isNamed(block: CifBlock, wanted: string | number): boolean {
  if (typeof wanted !== 'string') return false;
  return block.name.toLowerCase() === wanted.toLowerCase().replace(/^data_/, '');
}

/** A modulated crystal has no cell that repeats. */
function refuseModulation(block: CifBlock): void {
  const line =
    block.lineOfPrefix('_cell_modulation') ??
    block.lineOfPrefix('_cell_wave_vector') ??
    block.lineOfPrefix('_space_group_ssg') ??
    block.lineOfPrefix('_cell_subsystem');
  if (line === undefined) return;
  throw new StructureFormatError(
    'modulated',
    'The crystal is modulated and has no cell that repeats. Send a commensurate approximant of it.',
    { line },
  );
}

function nameOf(block: CifBlock): string | undefined {
  const common = block.item('_chemical_name_mineral', '_chemical_name_common')?.text?.trim();
  const name = common ?? block.name;
  return name === '' ? undefined : name.slice(0, 200);
}
