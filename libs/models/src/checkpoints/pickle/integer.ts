import { badCheckpoint } from '../bad-checkpoint';

/** Longer ones are neither counts nor identities of anything. */
const MOST_BYTES = 32;

/** A two's-complement little-endian number of any length; a bigint only where a number could not hold it. */
export function integerOf(bytes: Uint8Array): number | bigint {
  if (bytes.length > MOST_BYTES) throw badCheckpoint('its pickle holds a huge number');
  const digits = Buffer.from(bytes).reverse().toString('hex');
  const value = BigInt.asIntN(8 * bytes.length, BigInt(`0x${digits || '0'}`));
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
