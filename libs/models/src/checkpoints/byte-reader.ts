import { badCheckpoint } from './bad-checkpoint';

/** Reads little-endian numbers one after the other and never past the end. */
export class ByteReader {
  private readonly view: DataView;

  /**
   * @param bytes may be a part of a larger file; nothing outside of it is read
   * @param what names them in refusals
   */
  constructor(
    readonly bytes: Uint8Array,
    private readonly what: string,
    private at = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.at;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    return this.view.getUint8(this.advance(1));
  }

  u16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  i32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  /** @throws {ModelError} bad-checkpoint also for a number that no size or place in a file can be */
  u64(): number {
    const value = this.view.getBigUint64(this.advance(8), true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw badCheckpoint(`${this.what} has a huge size`);
    return Number(value);
  }

  /** Big-endian, as pickles have it. */
  f64be(): number {
    return this.view.getFloat64(this.advance(8), false);
  }

  /** The next bytes, not copied. */
  take(length: number): Uint8Array {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  skip(length: number): void {
    this.advance(length);
  }

  /** Everything up to a byte, which is passed over. */
  takeUntil(byte: number): Uint8Array {
    const end = this.bytes.indexOf(byte, this.at);
    if (end < 0) throw badCheckpoint(`${this.what} ends early`);
    const taken = this.take(end - this.at);
    this.at++;
    return taken;
  }

  private advance(length: number): number {
    // Also refuses NaN and what is negative.
    if (!(length >= 0 && length <= this.remaining)) throw badCheckpoint(`${this.what} ends early`);
    const start = this.at;
    this.at += length;
    return start;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws {ModelError} bad-checkpoint when the bytes are no UTF-8 */
export function textOf(bytes: Uint8Array, what: string): string {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    throw badCheckpoint(`${what} is no UTF-8 text`, error);
  }
}
