import type { Matrix3 } from '../../vectors';
import { StructureFormatError } from '../errors';
import { parseCount, parseNumber } from '../numbers';
import { quote, splitWords } from '../text';

/** What the second line of an XYZ says. */
export interface XyzComment {
  rows?: Matrix3;
  /** Column of the symbol. */
  species: number;
  /** First of the three columns of coordinates. */
  coords: number;
  name?: string;
}

/**
 * @throws StructureFormatError `bad-lattice`, `syntax`
 */
export function parseComment(text: string, line: number): XyzComment {
  const pairs = keyValues(text);
  const lattice = pairs.get('lattice');
  const trimmed = text.trim();
  const comment: XyzComment = {
    species: 0,
    coords: 1,
    name:
      pairs.get('name') ??
      (lattice === undefined && trimmed !== '' ? trimmed.slice(0, 200) : undefined),
  };
  if (lattice !== undefined) comment.rows = readLattice(lattice, line);
  const properties = pairs.get('properties');
  if (properties !== undefined) Object.assign(comment, readProperties(properties, line));
  return comment;
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '{': '}', '[': ']' };

/** Where the mark or bracket at `open` closes, brackets within it passed over; -1 when it does not. */
function closingOf(text: string, open: number, closing: string): number {
  const opening = text[open];
  if (opening === closing) return text.indexOf(closing, open + 1);
  for (let at = open, depth = 0; at < text.length; at++) {
    if (text[at] === opening) depth++;
    else if (text[at] === closing && --depth === 0) return at;
  }
  return -1;
}

/** The pairs `key=value` of the line, the value bare, in quotes or in brackets; linear in its length. */
function keyValues(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const unclosed = new Set<string>();
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    const key = /[\w-]+\s*$/.exec(text.slice(Math.max(0, at - 64), at))?.[0].trim();
    let from = at + 1;
    while (text[from] === ' ') from++;
    const closing = CLOSING[text[from] ?? ''];
    let end = -1;
    if (closing !== undefined && !unclosed.has(closing)) {
      end = closingOf(text, from, closing);
      if (end < 0) unclosed.add(closing);
      from++;
    }
    if (end < 0) {
      end = from;
      while (end < text.length && !/\s/.test(text[end] ?? '')) end++;
    }
    if (key !== undefined) pairs.set(key.toLowerCase(), text.slice(from, end));
    at = Math.max(at, end - 1);
  }
  return pairs;
}

function readLattice(text: string, line: number): Matrix3 {
  const numbers = splitWords(text.replace(/[[\],]/g, ' ')).map(parseNumber);
  const [a, b, c, d, e, f, g, h, i] = numbers as number[];
  const known = numbers.every((value) => value !== undefined);
  if (known && numbers.length === 3) {
    return [
      [a ?? 0, 0, 0],
      [0, b ?? 0, 0],
      [0, 0, c ?? 0],
    ];
  }
  if (!known || numbers.length !== 9) {
    throw new StructureFormatError(
      'bad-lattice',
      `Lattice is ${quote(text)}. Give nine numbers in Å, the three vectors one after another.`,
      { line },
    );
  }
  return [
    [a ?? 0, b ?? 0, c ?? 0],
    [d ?? 0, e ?? 0, f ?? 0],
    [g ?? 0, h ?? 0, i ?? 0],
  ];
}

/** `species:S:1:pos:R:3:forces:R:3` in any order. */
function readProperties(text: string, line: number): { species: number; coords: number } {
  const parts = text.split(':');
  let column = 0;
  let symbols: number | undefined;
  let numbers: number | undefined;
  let coords: number | undefined;
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const name = (parts[at] ?? '').toLowerCase();
    const width = parseCount(parts[at + 2] ?? '');
    if (width === undefined || width > 1000) break;
    if (/^(?:species|symbols|element)$/.test(name)) symbols ??= column;
    else if (/^(?:z|numbers|atomic_numbers)$/.test(name)) numbers ??= column;
    else if (/^(?:pos|positions)$/.test(name) && width === 3) coords ??= column;
    column += width;
  }
  const species = symbols ?? numbers;
  if (species === undefined || coords === undefined) {
    throw new StructureFormatError(
      'syntax',
      `Properties is ${quote(text)}. It must name species:S:1 and pos:R:3.`,
      { line },
    );
  }
  return { species, coords };
}
