import { ProtobufWriter } from './protobuf-writer';

const bytes = (writer: ProtobufWriter) => Buffer.from(writer.finish()).toString('hex');

describe('ProtobufWriter', () => {
  // The first three are the examples of the encoding's description at protobuf.dev.
  it.each([
    ['a number', new ProtobufWriter().integer(1, 150), '089601'],
    ['a text', new ProtobufWriter().string(2, 'testing'), '120774657374696e67'],
    [
      'a message',
      new ProtobufWriter().message(3, new ProtobufWriter().integer(1, 150)),
      '1a03089601',
    ],
    ['a negative number', new ProtobufWriter().integer(4, -2), '20feffffffffffffffff01'],
    ['a large number', new ProtobufWriter().integer(1, 2 ** 40), '08808080808020'],
    ['a float', new ProtobufWriter().float32(2, 1.5), '150000c03f'],
    ['a field above 15', new ProtobufWriter().integer(20, 7), 'a00107'],
    ['bytes', new ProtobufWriter().bytes(9, Uint8Array.of(1, 0)), '4a020100'],
  ])('writes %s', (_what, writer, expected) => {
    expect(bytes(writer)).toBe(expected);
  });
});
