import { StructureFormatError } from './errors';

/**
 * The text of a file: UTF-8, or UTF-16 when it says so by its mark; bytes that are neither become the replacement
 * character, because comments and names of authors are often in some other encoding and carry no geometry.
 */
export function decodeText(input: string | Uint8Array, maxBytes: number): string {
  const size = typeof input === 'string' ? input.length : input.byteLength;
  if (size > maxBytes) {
    throw new StructureFormatError(
      'too-large',
      `The file has ${size} bytes, and at most ${maxBytes} are read. Send a smaller file or raise the limit.`,
    );
  }
  const text = typeof input === 'string' ? input : decode(input);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** Lines of a text whose ends are LF, CRLF or CR. */
export function splitLines(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\r|\n/) : text.split('\n');
}

/** Words of a line, split at white space. */
export function splitWords(line: string): string[] {
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

/** A value of the file as it may stand in a message: short, and without control characters. */
export function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `"${Array.from(short, (char) => (char < ' ' || char === '\u007f' ? ' ' : char)).join('')}"`;
}
