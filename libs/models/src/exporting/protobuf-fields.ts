/** One field of a protobuf message: a number for a varint, the bytes of anything with a length. */
export interface ProtobufField {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/**
 * The fields of a message of our own making, in their order; those of fixed width are left out.
 * @throws {RangeError} when it is cut off
 */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('The message is cut off.');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const kind = key % 8;
    if (kind === 0) yield { number, value: varint() };
    else if (kind === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new RangeError('The message is cut off.');
      yield { number, value: bytes.subarray(at, (at += length)) };
    } else at += kind === 1 ? 8 : 4;
  }
}

/** The embedded messages, or texts, of one number. */
export function messagesOf(bytes: Uint8Array, number: number): Uint8Array[] {
  return [...protobufFields(bytes)].flatMap((field) =>
    field.number === number && typeof field.value !== 'number' ? [field.value] : [],
  );
}

/** The last varint of one number; undefined where there is none. */
export function numberOf(bytes: Uint8Array, number: number): number | undefined {
  const values = [...protobufFields(bytes)].flatMap((field) =>
    field.number === number && typeof field.value === 'number' ? [field.value] : [],
  );
  return values.at(-1);
}
