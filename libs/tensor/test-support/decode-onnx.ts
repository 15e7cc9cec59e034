/** A field of a protobuf message: its number and its value, an integer or bytes. */
interface Field {
  readonly number: number;
  readonly integer: number;
  readonly bytes: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);

/** The fields of a message, by the wire format and nothing else. */
function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('The message ends within a number');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
  };
  while (at < message.length) {
    const tag = varint();
    const number = tag >> 3;
    if ((tag & 7) === 0) yield { number, integer: varint(), bytes: NO_BYTES };
    else {
      const length = (tag & 7) === 5 ? 4 : varint();
      const bytes = message.subarray(at, at + length);
      if (bytes.length < length) throw new Error('The message ends within a field');
      at += length;
      yield { number, integer: 0, bytes };
    }
  }
}

function all(message: Uint8Array, number: number): Uint8Array[] {
  return [...fieldsOf(message)]
    .filter((field) => field.number === number)
    .map(({ bytes }) => bytes);
}

function only(message: Uint8Array, number: number): Uint8Array {
  return all(message, number)[0] ?? NO_BYTES;
}

function integers(message: Uint8Array, number: number): number[] {
  return [...fieldsOf(message)]
    .filter((field) => field.number === number)
    .map(({ integer }) => integer);
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

function decodeValue(value: Uint8Array) {
  const tensor = only(only(value, 2), 1);
  const shape = all(only(tensor, 2), 1).map((dim) => {
    const name = text(only(dim, 2));
    return name === '' ? (integers(dim, 1)[0] ?? -1) : name;
  });
  return { name: text(only(value, 1)), type: integers(tensor, 1)[0], shape };
}

/** What an ONNX file says, read field by field from the numbers in onnx.proto. */
export function decodeOnnx(file: Uint8Array) {
  const graph = only(file, 7);
  return {
    irVersion: integers(file, 1)[0],
    opsets: all(file, 8).map((opset) => integers(opset, 2)[0]),
    metadata: Object.fromEntries(
      all(file, 14).map((entry) => [text(only(entry, 1)), text(only(entry, 2))]),
    ),
    name: text(only(graph, 2)),
    operators: all(graph, 1).map((node) => text(only(node, 4))),
    inputs: all(graph, 11).map(decodeValue),
    outputs: all(graph, 12).map(decodeValue),
    initializers: all(graph, 5).map((tensor) => ({
      dims: integers(tensor, 1),
      type: integers(tensor, 2)[0],
      raw: only(tensor, 9),
    })),
  };
}

/** The operators of a graph without what stands for its outputs. */
export function operatorsOf(file: Uint8Array): string[] {
  return decodeOnnx(file)
    .operators.filter((operator) => operator !== 'Identity')
    .sort();
}
