import { StructureFormatError } from '../errors';
import { parseCount } from '../numbers';
import { isElement, refuseSpecies, SpeciesReader } from '../species';
import { quote, splitWords } from '../text';

/** The kinds of atoms of a POSCAR. */
export interface PoscarSymbols {
  counts: number[];
  /** Index of the line after the counts. */
  next: number;
  /** The elements of the kinds; undefined in VASP 4. */
  symbols?: string[];
}

const SYMBOL_LINE = 5;
/** VASP breaks long lists of kinds into lines. */
const MOST_LINES = 1000;

/**
 * Reads lines 6 and 7 of VASP 5, or line 6 of VASP 4, which has no symbols.
 *
 * @throws StructureFormatError `unknown-element`, `bad-number`
 */
export function readKinds(lines: string[], reader: SpeciesReader): PoscarSymbols {
  const words = wordsOf(lines[SYMBOL_LINE]);
  if (words[0] === undefined || parseCount(words[0]) !== undefined) {
    return readCounts(lines, SYMBOL_LINE);
  }
  const names = [...words];
  let at = SYMBOL_LINE + 1;
  while (at < SYMBOL_LINE + MOST_LINES && /^\s*[A-Za-z]/.test(lines[at] ?? '')) {
    names.push(...wordsOf(lines[at]));
    at++;
  }
  const symbols = names.map((name) => {
    // Fe, Fe_pv of a potential, Si/0123abcd with the digest of one.
    const bare = /^[A-Za-z]+/.exec(name)?.[0] ?? '';
    return reader.exact(bare) ?? refuseSpecies(name, { line: SYMBOL_LINE + 1 });
  });
  return { ...readCounts(lines, at, symbols.length), symbols };
}

/**
 * The element of each site of a file of VASP 4: from behind the coordinates, else from the comment, where VASP's users
 * write the symbols in the order of the counts, alone or as a formula.
 *
 * @param sites the lines of the sites
 * @param behind how many words of coordinates and flags come before a symbol
 * @throws StructureFormatError `no-symbols`
 */
export function symbolsOfVasp4(
  sites: readonly string[],
  behind: number,
  counts: readonly number[],
  comment: string,
  notes: string[],
): string[] {
  const own = sites.map((line) => splitWords(line)[behind] ?? '');
  if (own.length > 0 && own.every(isElement)) return own;
  const symbols = fromComment(comment, counts.length);
  if (symbols !== undefined) {
    notes.push('The symbols were read from the comment line, as in VASP 4.');
    return counts.flatMap((count, kind) => new Array<string>(count).fill(symbols[kind] ?? ''));
  }
  throw new StructureFormatError(
    'no-symbols',
    `The file has no symbols of elements (VASP 4), and its comment ${quote(comment)} does not name ` +
      `${counts.length}. Put them on a line of their own above the counts.`,
    { line: SYMBOL_LINE + 1 },
  );
}

/** Words up to a remark. */
function wordsOf(line: string | undefined): string[] {
  return splitWords((line ?? '').replace(/[!#].*$/, ''));
}

function readCounts(lines: string[], at: number, wanted?: number): PoscarSymbols {
  const counts: number[] = [];
  let next = at;
  do {
    const before = counts.length;
    for (const word of wordsOf(lines[next])) {
      const count = parseCount(word);
      if (count === undefined) break;
      counts.push(count);
    }
    if (counts.length === before) break;
    next++;
  } while (wanted !== undefined && counts.length < wanted);
  if (counts.length === 0 || (wanted !== undefined && counts.length !== wanted)) {
    throw new StructureFormatError(
      'bad-number',
      `Here should stand ${wanted === undefined ? 'the' : `${wanted}`} counts of atoms, not ${quote((lines[at] ?? '').trim())}. Correct the line.`,
      { line: at + 1 },
    );
  }
  return { counts, next };
}

/** The symbols that the words of a comment name, when they are as many as the kinds or more words follow them. */
function fromComment(comment: string, kinds: number): string[] | undefined {
  const symbols: string[] = [];
  for (const word of splitWords(comment.slice(0, 1000))) {
    if (symbols.length === kinds) break;
    const letters = word.replace(/[-_,.=\d]/g, '');
    const named = /^(?:[A-Z][a-z]?)+$/.test(letters) ? (letters.match(/[A-Z][a-z]?/g) ?? []) : [];
    if (named.every(isElement)) symbols.push(...named);
  }
  return symbols.length === kinds ? symbols : undefined;
}
