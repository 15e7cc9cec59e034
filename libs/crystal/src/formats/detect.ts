import { parseCount, parseNumber } from './numbers';
import { splitWords } from './text';
import type { StructureFormat } from './types';

/** How much of a file is looked at. */
const PEEK = 65_536;

const EXTENSIONS: Readonly<Record<string, StructureFormat>> = {
  cif: 'cif',
  mcif: 'cif',
  poscar: 'poscar',
  contcar: 'poscar',
  vasp: 'poscar',
  xyz: 'xyz',
  extxyz: 'xyz',
  json: 'json',
};

/**
 * The format of a text by what it looks like, then by the name of its file; undefined when neither tells.
 */
export function detectFormat(text: string, filename?: string): StructureFormat | undefined {
  const head = text.slice(0, PEEK).replace(/^\ufeff/, '');
  return byContent(head) ?? formatOfName(filename ?? '');
}

function byContent(head: string): StructureFormat | undefined {
  const lines = head.split(/\r\n|\r|\n/, 2000);
  const first = lines.findIndex((line) => line.trim() !== '');
  // First of all: its comment may look like anything.
  if (looksLikePoscar(lines)) return 'poscar';
  if (/^\s*[{[]/.test(head)) return 'json';
  if (parseCount((lines[first] ?? '').trim()) !== undefined && looksLikeXyz(lines, first))
    return 'xyz';
  if (lines.some((line) => /^\s*(?:data_\S*|loop_|_cell_length_\w|_atom_site_\w)/i.test(line)))
    return 'cif';
  return undefined;
}

function looksLikePoscar(lines: string[]): boolean {
  return (
    [2, 3, 4].every((at) => startsWithNumbers(lines[at] ?? '', 3)) &&
    startsWithNumbers(lines[1] ?? '', 1)
  );
}

function looksLikeXyz(lines: string[], first: number): boolean {
  const words = splitWords(lines[first + 2] ?? '');
  return words.length >= 4 || lines.length <= first + 3;
}

function startsWithNumbers(line: string, count: number): boolean {
  const words = splitWords(line.slice(0, 1000));
  return (
    words.length >= count && words.slice(0, count).every((word) => parseNumber(word) !== undefined)
  );
}

/** The format that the name of a file tells, such as `a.cif`, `POSCAR` or `relaxed.vasp`. */
export function formatOfName(filename: string): StructureFormat | undefined {
  const base = filename.slice(-300).split(/[/\\]/).at(-1)?.toLowerCase() ?? '';
  const extension = EXTENSIONS[base.split('.').at(-1) ?? ''];
  if (extension !== undefined) return extension;
  return /poscar|contcar/.test(base) ? 'poscar' : undefined;
}
