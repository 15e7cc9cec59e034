import type { Setting } from './setting';

/**
 * Symbols from before 1992 of the groups that have two glides in one plane, where the letter e stands now: one for
 * each setting by its choice, the origin left off.
 */
const BEFORE_E: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  39: {
    '': 'A b m 2',
    'ba-c': 'B m a 2',
    cab: 'B 2 c m',
    '-cba': 'C 2 m b',
    bca: 'C m 2 a',
    'a-cb': 'A c 2 m',
  },
  41: {
    '': 'A b a 2',
    'ba-c': 'B b a 2',
    cab: 'B 2 c b',
    '-cba': 'C 2 c b',
    bca: 'C c 2 a',
    'a-cb': 'A c 2 a',
  },
  64: {
    '': 'C m c a',
    'ba-c': 'C c m b',
    cab: 'A b m a',
    '-cba': 'A c a m',
    bca: 'B b c m',
    'a-cb': 'B m a b',
  },
  67: {
    '': 'C m m a',
    'ba-c': 'C m m b',
    cab: 'A b m m',
    '-cba': 'A c m m',
    bca: 'B m c m',
    'a-cb': 'B m a m',
  },
  68: {
    '': 'C c c a',
    'ba-c': 'C c c b',
    cab: 'A b a a',
    '-cba': 'A c a a',
    bca: 'B b c b',
    'a-cb': 'B b a b',
  },
};

/**
 * One spelling for the many of a Hermann-Mauguin symbol: lower case, without blanks, underscores, tildes, brackets
 * around screws, with `-3` for `3bar` and R for the H of the protein data bank.
 */
export function normalName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/<\/?su[bp]>|sub|[\s_~$\\{}()"']/g, '')
    .replace(/(?:bar|overline)([1-6])/g, '-$1')
    .replace(/([1-6])bar/g, '-$1')
    .replace(/[\u2212\u2013\u2010\u2011]/g, '-');
  return plain.replace(/^h(?=-?3)/, 'r');
}

/** Spellings of a setting beyond those of the table. */
export function otherSpellings({ names, number, choice }: Setting): string[] {
  const spellings: string[] = [];
  for (const name of names) {
    const words = name.split(' ');
    // P 1 21/n 1 as P 21/n.
    if (number >= 3 && number <= 15 && words.length === 4) {
      spellings.push(words.filter((word, index) => index === 0 || word !== '1').join(' '));
    }
    // F m 3 m for F m -3 m, as it was written before 1983.
    if (number >= 200) spellings.push(name.replace(' -3', ' 3'));
  }
  const before = BEFORE_E[number]?.[choice.replace(/^[12]/, '')];
  return before === undefined ? spellings : [...spellings, before];
}

const CHOICES: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  // F d -3 m :2, R -3 c:H, C 1 2/c 1:b1
  [/^([^:]+):\s*([-\w]{0,4})\s*$/, (match) => (match[2] ?? '').toLowerCase()],
  // F d -3 m (origin choice 2)
  [/^([^([{]+)[([{]?\s*origin(?:\s*choice)?\s*([12]).*$/i, (match) => match[2] ?? ''],
  // F d -3 m O2, F d -3 m Z and S as the Inorganic Crystal Structure Database has them
  [/^(.*\S)\s+O?([12])$/i, (match) => (/\so[12]$/i.test(match[0]) ? (match[2] ?? '') : '')],
  [/^(.*\S)\s*([ZS])$/, (match) => (match[2] === 'Z' ? '2' : '1')],
  // R -3 m R, R -3 m H
  [/^(R.*\S)\s*(?:([RH])|HR)$/, (match) => (match[2] ?? 'H').toLowerCase()],
  [/^([RH]\s*-?3.*?)\s*(?:hexagonal|\(hex(?:agonal)?(?: axes)?\))$/i, () => 'h'],
  [/^([RH]\s*-?3.*?)\s*(?:rhombohedral|\(rh(?:ombohedral)?(?: axes)?\))$/i, () => 'r'],
];

/** Takes from a symbol what names the choice of its origin, axes or cell. */
export function splitChoice(symbol: string): { name: string; choice: string } {
  const text = symbol.trim();
  for (const [pattern, choiceOf] of CHOICES) {
    const match = pattern.exec(text);
    const choice = match === null ? '' : choiceOf(match);
    if (match?.[1] !== undefined && choice !== '') {
      return { name: match[1], choice: /^[hr]$/.test(choice) ? choice.toUpperCase() : choice };
    }
  }
  return { name: text, choice: /^[Hh]\s*-?3/.test(text) ? 'H' : '' };
}
