import type { Random } from './random';

/** Texts that have broken parsers before. */
const NASTY = [
  '0',
  '-0',
  '-1',
  '1e308',
  '-1e308',
  '1e-320',
  '1e999',
  'nan',
  'inf',
  '999999999999999999999',
  '0x10',
  '1e3',
  '.5',
  '5.',
  '0.3333',
  '0.6667',
  '1/3',
  '1.0D-3',
  '0.25(12)',
  '0.25(',
  '?',
  '.',
  "'",
  '"',
  ';',
  '\n;\n',
  '#',
  'loop_',
  'data_x',
  'save_',
  '_cell_length_a',
  '_atom_site_label',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  '\u0000',
  '\ufeff',
  '\r',
  '\r\n',
  '\t',
  '\u00a0',
  'D',
  'X',
  'Uuo',
  'Fe/Ni',
  '-x,-y,-z',
  'x,y,z+1/2',
  'x-y,x,z+1/6',
  'Lattice="1 2 3"',
  'Direct',
  'Cartesian',
  'Selective',
];

const DIGITS = '0123456789.-+eE()';

type Mutation = (text: string, random: Random, others: readonly string[]) => string;

const place = (text: string, random: Random): number => random.below(text.length + 1);

function replaceMatch(
  text: string,
  random: Random,
  pattern: RegExp,
  replacement: (match: string) => string,
): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const match = random.pick(matches);
  return (
    text.slice(0, match.index) + replacement(match[0]) + text.slice(match.index + match[0].length)
  );
}

function onLines(
  text: string,
  random: Random,
  change: (lines: string[], at: number) => void,
): string {
  const lines = text.split('\n');
  change(lines, random.below(lines.length));
  return lines.join('\n');
}

const WORD = /[^\s,"[\]{}:]+/g;
const NUMBER = /\d+(?:\.\d+)?/g;

const MUTATIONS: readonly Mutation[] = [
  // Most files in the wild are wrong by one number or one word.
  (text, random) => replaceMatch(text, random, NUMBER, () => random.pick(NASTY)),
  (text, random) =>
    replaceMatch(text, random, /\d/g, () => DIGITS.charAt(random.below(DIGITS.length))),
  (text, random) => replaceMatch(text, random, /\d/g, () => String(random.below(10))),
  (text, random) =>
    replaceMatch(text, random, /\d+\.\d+/g, () =>
      (random.next() * 2 - 0.5).toFixed(random.below(9)),
    ),
  (text, random) => replaceMatch(text, random, WORD, () => random.pick(NASTY)),
  (text, random, others) =>
    replaceMatch(text, random, WORD, () => random.pick(random.pick(others).match(WORD) ?? [''])),
  (text, random) => replaceMatch(text, random, WORD, () => ''),
  (text, random) => replaceMatch(text, random, WORD, (word) => `${word} ${word}`),
  (text, random) => replaceMatch(text, random, WORD, (word) => word.toUpperCase()),
  (text, random) => onLines(text, random, (lines, at) => lines.splice(at, 1)),
  (text, random) => onLines(text, random, (lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  (text, random) => onLines(text, random, (lines, at) => lines.splice(at, 0, random.pick(NASTY))),
  (text, random) =>
    onLines(text, random, (lines, at) => {
      lines.push(...lines.splice(at, 1 + random.below(4)));
    }),
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + random.pick(NASTY) + text.slice(at);
  },
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + text.slice(at + 1 + random.below(40));
  },
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + String.fromCharCode(random.below(256)) + text.slice(at + 1);
  },
  (text, random) => text.slice(0, place(text, random)),
  (text, random, others) => {
    const other = random.pick(others);
    return text.slice(0, place(text, random)) + other.slice(place(other, random));
  },
  (text, random) => {
    const at = place(text, random);
    const piece = text.slice(at, at + 1 + random.below(30));
    return text.slice(0, at) + piece.repeat(1 + random.below(200)) + text.slice(at);
  },
  (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\n\n', ' \n'])),
];

/** How far a mutant may grow. */
const LONGEST = 200_000;

/** A text changed in one to four places. */
export function mutate(text: string, random: Random, others: readonly string[]): string {
  let mutant = text;
  const rounds = 1 + random.below(4);
  for (let round = 0; round < rounds; round++) {
    mutant = random.pick(MUTATIONS)(mutant, random, others).slice(0, LONGEST);
  }
  return mutant;
}

/** The bytes of a text, now and then with some that are no UTF-8. */
export function toBytes(text: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (random.next() < 0.9 || bytes.length === 0) return bytes;
  const changes = 1 + random.below(8);
  for (let change = 0; change < changes; change++) {
    bytes[random.below(bytes.length)] = random.below(256);
  }
  return bytes;
}
