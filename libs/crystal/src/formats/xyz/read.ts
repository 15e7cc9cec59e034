import { Lattice } from '../../lattice';
import type { Vector3 } from '../../vectors';
import { buildMolecule, buildStructure, checkSiteCount, makeLattice } from '../build';
import { StructureFormatError } from '../errors';
import { parseCount, parseNumber } from '../numbers';
import { refuseSpecies, SpeciesReader } from '../species';
import { elementByNumber } from '../../elements';
import { quote, splitLines, splitWords } from '../text';
import type { ReadContext, ReadStructure } from '../types';
import { parseComment, type XyzComment } from './comment';

/**
 * Reads the last frame of an XYZ: a molecule, or with a `Lattice` in its comment (extended XYZ) a crystal.
 *
 * @throws StructureFormatError
 */
export function readXyz(text: string, { limits }: ReadContext): ReadStructure {
  const lines = splitLines(text);
  const { start, count, frames } = lastFrame(lines);
  checkSiteCount(count, limits, start + 1);
  const notes: string[] = [];
  if (frames > 1) notes.push(`The last of ${frames} frames was read.`);
  const comment = parseComment(lines[start + 1] ?? '', start + 2);
  const reader = new SpeciesReader(notes);
  const species: string[] = [];
  const cart: Vector3[] = [];
  for (let site = 0; site < count; site++) {
    const at = start + 2 + site;
    const words = splitWords(lines[at] ?? '');
    if (words.length === 0) {
      throw new StructureFormatError(
        'syntax',
        `The file says ${count} atoms and ends after ${site}. Correct the number or add the atoms.`,
        { line: at + 1, site },
      );
    }
    const where = { line: at + 1, site };
    species.push(speciesOf(words[comment.species] ?? '', reader, where));
    cart.push(position(words, comment, where));
  }
  const source = {
    name: (site: number) => `site ${site + 1}`,
    line: (site: number) => start + 3 + site,
  };
  const { name, rows } = comment;
  if (rows === undefined)
    return { structure: buildMolecule(species, cart, limits, source), name, notes };
  const lattice = makeLattice(() => Lattice.fromRows(rows), start + 2);
  const frac = cart.map((point) => lattice.toFractional(point));
  return { structure: buildStructure(lattice, species, frac, limits, source), name, notes };
}

function speciesOf(
  text: string,
  reader: SpeciesReader,
  where: { line: number; site: number },
): string {
  const number = parseCount(text);
  if (number !== undefined) return elementByNumber(number)?.symbol ?? refuseSpecies(text, where);
  return (
    reader.exact(/^[A-Za-z]{1,3}(?![A-Za-z])/.exec(text)?.[0] ?? '') ?? refuseSpecies(text, where)
  );
}

function position(
  words: string[],
  { coords }: XyzComment,
  where: { line: number; site: number },
): Vector3 {
  const [x, y, z] = words.slice(coords, coords + 3).map(parseNumber);
  if (
    x === undefined ||
    y === undefined ||
    z === undefined ||
    Math.max(...[x, y, z].map(Math.abs)) > 1e6
  ) {
    throw new StructureFormatError(
      'bad-number',
      `Here should stand a symbol and three coordinates in Å, not ${quote(words.join(' '))}. Correct the line.`,
      where,
    );
  }
  return [x, y, z];
}

/** Where the last frame of a trajectory begins, as other programs read it: the end of a relaxation. */
function lastFrame(lines: string[]): { start: number; count: number; frames: number } {
  let found: { start: number; count: number; frames: number } | undefined;
  let at = 0;
  while (at < lines.length) {
    const text = (lines[at] ?? '').trim();
    const count = parseCount(text);
    if (count === undefined) {
      if (text !== '') break;
      at++;
      continue;
    }
    found = { start: at, count, frames: (found?.frames ?? 0) + 1 };
    at += count + 2;
  }
  if (found !== undefined) return found;
  throw new StructureFormatError(
    'syntax',
    `Here should stand the number of atoms, not ${quote((lines[at] ?? '').trim())}. Correct the line.`,
    { line: at + 1 },
  );
}
