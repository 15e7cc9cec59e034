import { Lattice } from '../../lattice';
import { determinant, scale, type Matrix3, type Vector3 } from '../../vectors';
import { buildStructure, checkSiteCount, makeLattice } from '../build';
import { StructureFormatError } from '../errors';
import { parseNumber } from '../numbers';
import { SpeciesReader } from '../species';
import { quote, splitLines, splitWords } from '../text';
import type { ReadContext, ReadStructure } from '../types';
import { readKinds, symbolsOfVasp4 } from './symbols';

/**
 * Reads a POSCAR or CONTCAR of VASP 4 or 5: scaling factor (negative: the volume; three: one for each axis),
 * selective dynamics and velocities passed over.
 *
 * @throws StructureFormatError
 */
export function readPoscar(text: string, { limits }: ReadContext): ReadStructure {
  const lines = splitLines(text);
  const notes: string[] = [];
  const comment = (lines[0] ?? '').trim();
  const vectors = [2, 3, 4].map((at) =>
    vectorAt(lines, at, 'a lattice vector'),
  ) as unknown as Matrix3;
  const factors = readScale(lines, vectors);
  const rows = vectors.map((row) => row.map((value, axis) => value * (factors[axis] ?? 1)));
  const lattice = makeLattice(() => Lattice.fromRows(rows as unknown as Matrix3), 3);
  const kinds = readKinds(lines, new SpeciesReader(notes));
  let at = kinds.next;
  const selective = /^\s*s/i.test(lines[at] ?? '');
  if (selective) at++;
  const mode = (lines[at] ?? '').trim();
  if (mode === '' || parseNumber(splitWords(mode)[0] ?? '') !== undefined) {
    throw new StructureFormatError(
      'syntax',
      `Here should stand Direct or Cartesian, not ${quote(mode)}. Correct the line.`,
      { line: at + 1 },
    );
  }
  const cartesian = /^[ck]/i.test(mode);
  const total = kinds.counts.reduce((sum, count) => sum + count, 0);
  checkSiteCount(total, limits, kinds.next);
  const first = at + 1;
  const frac: Vector3[] = [];
  for (let site = first; site < first + total; site++) {
    const point = vectorAt(lines, site, 'the coordinates of a site');
    frac.push(cartesian ? lattice.toFractional(scaled(point, factors)) : point);
  }
  const species =
    kinds.symbols?.flatMap((symbol, kind) =>
      new Array<string>(kinds.counts[kind] ?? 0).fill(symbol),
    ) ??
    symbolsOfVasp4(
      lines.slice(first, first + total),
      selective ? 6 : 3,
      kinds.counts,
      comment,
      notes,
    );
  const structure = buildStructure(lattice, species, frac, limits, {
    name: (site) => `site ${site + 1}`,
    line: (site) => first + site + 1,
  });
  return { structure, name: comment === '' ? undefined : comment.slice(0, 200), notes };
}

function scaled(point: Vector3, factors: Vector3): Vector3 {
  return [point[0] * factors[0], point[1] * factors[1], point[2] * factors[2]];
}

function readScale(lines: string[], vectors: Matrix3): Vector3 {
  const words = splitWords(lines[1] ?? '');
  const numbers: number[] = [];
  for (const word of words.slice(0, 3)) {
    const value = parseNumber(word);
    if (value === undefined) break;
    numbers.push(value);
  }
  const [x, y, z] = numbers;
  if (x === undefined || x === 0) refuseScale(lines);
  if (y !== undefined && z !== undefined) {
    if (x <= 0 || y <= 0 || z <= 0) refuseScale(lines);
    return [x, y, z];
  }
  if (x > 0) return [x, x, x];
  // A negative factor is the volume wanted, with its sign turned.
  const volume = Math.abs(determinant(vectors));
  const factor = Math.cbrt(-x / volume);
  return Number.isFinite(factor) ? scale([1, 1, 1], factor) : refuseScale(lines);
}

function refuseScale(lines: string[]): never {
  throw new StructureFormatError(
    'bad-number',
    `The scaling factor is ${quote((lines[1] ?? '').trim())}. Give 1.0, minus the volume in Å³, or three positive numbers.`,
    { line: 2 },
  );
}

function vectorAt(lines: string[], at: number, what: string): Vector3 {
  const line = lines[at];
  const words = splitWords(line ?? '');
  let [x, y, z] = words.slice(0, 3).map(parseNumber);
  if (words.length < 3) {
    // Numbers of fixed width may touch: 0.5000-0.2500-0.1000.
    [x, y, z] = (line ?? '')
      .slice(0, 300)
      .replace(/(?<=[\d.])-/g, ' -')
      .trim()
      .split(/\s+/)
      .map(parseNumber);
  }
  if (
    x === undefined ||
    y === undefined ||
    z === undefined ||
    Math.max(...[x, y, z].map(Math.abs)) > 1e6
  ) {
    throw new StructureFormatError(
      'bad-number',
      line === undefined
        ? `The file ends where ${what} should stand. Complete it.`
        : `Here should stand ${what}, three numbers, not ${quote(line.trim())}. Correct the line.`,
      { line: at + 1 },
    );
  }
  return [x, y, z];
}
