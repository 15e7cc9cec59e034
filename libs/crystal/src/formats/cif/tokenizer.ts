import { StructureFormatError } from '../errors';

export enum Token {
  End,
  Data,
  Save,
  Loop,
  Tag,
  Value,
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const SEMICOLON = 59;
const UNDERSCORE = 95;

/**
 * Walks over the tokens of a CIF 1.1 (and over triple-quoted strings of CIF 2.0) without building a list of them.
 * After {@link next}, `text` is the token without its quotes and `line` the line (from 1) it begins on.
 */
export class CifTokenizer {
  text = '';
  /** Whether the value stood in quotes or a text field, so that `?` and `.` mean themselves. */
  quoted = false;
  line = 1;
  private at = 0;
  private currentLine = 1;
  /** For each mark, the end of the line up to which none closes: a line full of them is looked through once. */
  private readonly unclosed = { [SINGLE]: -1, [DOUBLE]: -1 };
  private readonly tripleUnclosed = { [SINGLE]: false, [DOUBLE]: false };

  constructor(private readonly source: string) {}

  next(): Token {
    this.skipBlank();
    this.line = this.currentLine;
    const { source, at } = this;
    if (at >= source.length) return Token.End;
    const code = source.charCodeAt(at);
    if (code === SEMICOLON && this.startsLine(at)) return this.textField();
    if (code === SINGLE || code === DOUBLE) return this.quotedString(code);
    return this.word(code);
  }

  private startsLine(at: number): boolean {
    if (at === 0) return true;
    const before = this.source.charCodeAt(at - 1);
    return before === LF || before === CR;
  }

  /** Passes over white space and comments, counting lines ended by LF, CRLF or CR. */
  private skipBlank(): void {
    const { source } = this;
    let at = this.at;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === LF || (code === CR && source.charCodeAt(at + 1) !== LF)) this.currentLine++;
      else if (code === HASH) {
        while (at + 1 < source.length && !isLineEnd(source.charCodeAt(at + 1))) at++;
      } else if (!isBlank(code)) break;
    }
    this.at = at;
  }

  private textField(): Token {
    const { source, line } = this;
    const start = this.at + 1;
    let at = start;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === LF || (code === CR && source.charCodeAt(at + 1) !== LF)) {
        this.currentLine++;
        if (source.charCodeAt(at + 1) === SEMICOLON) {
          this.text = source.slice(
            start,
            code === LF && source.charCodeAt(at - 1) === CR ? at - 1 : at,
          );
          this.quoted = true;
          this.at = at + 2;
          return Token.Value;
        }
      }
    }
    throw new StructureFormatError(
      'syntax',
      'A text field opens here and is never closed. Add a line that begins with ";".',
      { line },
    );
  }

  /** A quote closes only before white space, so that `'a dog's life'` is one string. */
  private quotedString(quote: typeof SINGLE | typeof DOUBLE): Token {
    const { source } = this;
    const { at } = this;
    const triple = source.charCodeAt(at + 1) === quote && source.charCodeAt(at + 2) === quote;
    if (triple && !this.tripleUnclosed[quote] && !endsWord(source.charCodeAt(at + 3))) {
      const end = source.indexOf(source.slice(at, at + 3), at + 3);
      if (end >= 0) return this.tripleQuoted(at + 3, end);
      this.tripleUnclosed[quote] = true;
    }
    let end = at < this.unclosed[quote] ? source.length : at + 1;
    for (; end < source.length; end++) {
      const code = source.charCodeAt(end);
      if (isLineEnd(code)) break;
      if (code === quote && (end + 1 === source.length || endsWord(source.charCodeAt(end + 1)))) {
        this.text = source.slice(at + 1, end);
        this.quoted = true;
        this.at = end + 1;
        return Token.Value;
      }
    }
    if (at >= this.unclosed[quote]) this.unclosed[quote] = end;
    // Without a closing quote the mark belongs to the word, as in 5'-end or O1'.
    this.readWord();
    this.quoted = false;
    return Token.Value;
  }

  private tripleQuoted(start: number, end: number): Token {
    this.text = this.source.slice(start, end);
    for (let at = start; at < end; at++) if (this.source.charCodeAt(at) === LF) this.currentLine++;
    this.quoted = true;
    this.at = end + 3;
    return Token.Value;
  }

  private readWord(): void {
    const { source } = this;
    let end = this.at + 1;
    while (end < source.length && !endsWord(source.charCodeAt(end))) end++;
    this.text = source.slice(this.at, end);
    this.at = end;
  }

  private word(first: number): Token {
    this.readWord();
    this.quoted = false;
    if (first === UNDERSCORE) return Token.Tag;
    const { text } = this;
    if (text.length < 5 || (text[4] !== '_' && text.length < 7)) return Token.Value;
    const lower = text.slice(0, 8).toLowerCase();
    if (lower.startsWith('data_')) {
      this.text = text.slice(5);
      return Token.Data;
    }
    if (lower === 'loop_') return Token.Loop;
    if (lower.startsWith('save_')) return Token.Save;
    if (lower === 'global_') {
      this.text = 'global';
      return Token.Data;
    }
    return Token.Value;
  }
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

function isBlank(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= CR) || code === 0 || code === 0xa0;
}

/** Also true past the end of the text, where the code is NaN. */
function endsWord(code: number): boolean {
  return isBlank(code) || Number.isNaN(code);
}
