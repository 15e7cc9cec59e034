import { randomBytes } from 'node:crypto';
import { digestOf, randomSecret } from '../tokens/secrets';

/** `nano_`, eight characters that lists show, and 256 random bits. */
const FORMAT = /^nano_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/;

export interface IssuedKey {
  key: string;
  prefix: string;
  hash: string;
}

/** A new key; what is stored of it is the prefix and the hash. */
export function issueKey(): IssuedKey {
  const prefix = `nano_${randomBytes(4).toString('hex')}`;
  const key = `${prefix}_${randomSecret()}`;
  return { key, prefix, hash: digestOf(key) };
}

/** Whether the text looks like a key; what does not need not be looked up. */
export const isKey = (text: string): boolean => FORMAT.test(text);
