import { Budget } from '../budget';
import { MESSAGE } from './messages';
import { readObjectHeader, type Message } from './object-header';

const budget = (most = 1000): Budget => new Budget(most, 'objects');

/** A file with an object header at a multiple of 8 and room behind it. */
function headerOf(count: number, size: number, messages: readonly number[], at = 0): Uint8Array {
  const bytes = new Uint8Array(512);
  const view = new DataView(bytes.buffer);
  bytes[at] = 1;
  view.setUint16(at + 2, count, true);
  view.setUint32(at + 8, size, true);
  bytes.set(messages, at + 16);
  return bytes;
}

const message = (type: number, body: readonly number[], flags = 0): number[] => [
  ...[type, 0, body.length, 0, flags, 0, 0, 0],
  ...body,
];

const continuation = (address: number, length: number): number[] =>
  message(MESSAGE.CONTINUATION, [address, 0, 0, 0, 0, 0, 0, 0, length, 0, 0, 0, 0, 0, 0, 0]);

const read = (bytes: Uint8Array, at = 0, most?: number): Message[] =>
  readObjectHeader(bytes, at, budget(most));

describe('headers of objects', () => {
  it('have messages here and in continuations', () => {
    const bytes = headerOf(3, 34, [...message(3, [1, 2]), ...continuation(200, 10)], 8);
    bytes.set(message(1, [9, 9]), 200);
    expect(read(bytes, 8)).toEqual([
      { type: 3, body: Uint8Array.of(1, 2) },
      { type: 1, body: Uint8Array.of(9, 9) },
    ]);
  });

  it.each<[string, Uint8Array, number]>([
    ['lie behind the end', headerOf(0, 0, []), 513],
    ['begin at the end', headerOf(0, 0, []), 508],
    ['are of another version', headerOf(0, 0, []).fill(2, 0, 1), 0],
    ['are larger than the file', headerOf(0, 4000, []), 0],
    ['have a message that is larger than they', headerOf(1, 10, message(3, [1, 2, 3])), 0],
    ['continue behind the end', headerOf(2, 24, continuation(255, 255).fill(2, 9, 10)), 0],
    ['share a message', headerOf(1, 8, message(3, [], 2)), 0],
  ])('are refused when they %s', (_, bytes, at) => {
    expect(() => read(bytes, at)).toThrow(
      expect.objectContaining({ code: 'bad-checkpoint' }) as Error,
    );
  });

  it('end when a continuation leads to itself', () => {
    const bytes = headerOf(65_535, 24, continuation(16, 24));
    expect(() => read(bytes)).toThrow(/too many objects/);
    // With an honest count they end by that.
    expect(read(headerOf(5, 24, continuation(16, 24)))).toEqual([]);
  });
});
