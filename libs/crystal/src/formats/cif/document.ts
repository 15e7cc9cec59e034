import { StructureFormatError } from '../errors';
import { quote } from '../text';
import { CifBlock, type CifLoop } from './block';
import { CifTokenizer, Token } from './tokenizer';

/** Categories that bear on a structure; whatever else a file holds (bonds, reflections, authors) is passed over. */
const CATEGORIES = /^_(?:cell|symmetry|space_group|atom_site|atom_type|chemical)(?!_aniso)/;

/**
 * The data blocks of a CIF, one after another, so that a reader that stops at the first that suits it never pays
 * for the rest. Tags come in lower case, with `.` (of dictionaries in DDLm) turned to `_`.
 *
 * @throws StructureFormatError `syntax` at a loop without tags or of an incomplete last row
 */
export function* cifBlocks(text: string): Generator<CifBlock> {
  const tokens = new CifTokenizer(text);
  let block: CifBlock | undefined;
  let index = 0;
  let token = tokens.next();
  while (token !== Token.End) {
    switch (token) {
      case Token.Data:
        if (block !== undefined) yield block;
        block = new CifBlock(tokens.text, index++, tokens.line);
        token = tokens.next();
        break;
      case Token.Loop:
        block ??= new CifBlock('', index++, tokens.line);
        token = readLoop(tokens, block);
        break;
      case Token.Tag:
        block ??= new CifBlock('', index++, tokens.line);
        token = readItem(tokens, block);
        break;
      default:
        // Save frames belong to dictionaries; a stray value is passed over as other programs do.
        token = tokens.next();
    }
  }
  if (block !== undefined) yield block;
}

function tagOf(text: string): string {
  return text.toLowerCase().replaceAll('.', '_');
}

function readItem(tokens: CifTokenizer, block: CifBlock): Token {
  const tag = tagOf(tokens.text);
  const { line } = tokens;
  const token = tokens.next();
  if (token !== Token.Value) return token;
  if (CATEGORIES.test(tag)) {
    // A tag given twice is an error that other programs pass; they too keep the last value that says something.
    const text = known(tokens);
    if (!block.items.has(tag) || (text ?? '').trim() !== '') block.items.set(tag, { text, line });
  }
  return tokens.next();
}

function readLoop(tokens: CifTokenizer, block: CifBlock): Token {
  const { line } = tokens;
  const tags: string[] = [];
  let token = tokens.next();
  for (; token === Token.Tag; token = tokens.next()) tags.push(tagOf(tokens.text));
  if (tags.length === 0) {
    throw new StructureFormatError(
      'syntax',
      'A loop names no columns. List its tags after loop_.',
      {
        line,
      },
    );
  }
  if (!tags.some((tag) => CATEGORIES.test(tag))) {
    while (token === Token.Value) token = tokens.next();
    return token;
  }
  const seen = new Set<string>();
  const repeated = tags.find((tag) => seen.size === seen.add(tag).size);
  if (repeated !== undefined) {
    throw new StructureFormatError(
      'syntax',
      `The loop names the column ${quote(repeated)} twice. Remove one of them.`,
      { line },
    );
  }
  const loop: CifLoop = { tags, values: [], lines: [] };
  let last = line;
  for (; token === Token.Value; token = tokens.next()) {
    loop.values.push(known(tokens));
    loop.lines.push(tokens.line);
    last = tokens.line;
  }
  if (loop.values.length % tags.length !== 0) {
    throw new StructureFormatError(
      'syntax',
      `The loop of ${quote(tags[0] ?? '')} has ${tags.length} columns, but ${loop.values.length} values. ` +
        'Complete its rows, and put values with spaces in quotes.',
      { line: last },
    );
  }
  block.loops.push(loop);
  return token;
}

function known(tokens: CifTokenizer): string | undefined {
  const { text } = tokens;
  return !tokens.quoted && (text === '?' || text === '.') ? undefined : text;
}
