import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps answers and digests of bodies unreadable to who holds the table but not the key. */
export class Seal {
  /** @param key 32 bytes */
  constructor(private readonly key: Buffer) {}

  /** Encrypts and authenticates: nonce, tag, ciphertext. */
  close(text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws when the bytes were not sealed with this key */
  open(sealed: Buffer): string {
    const body = sealed.subarray(NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
  }

  /** A keyed digest, so that a guessed password cannot be tried against the table. */
  fingerprint(parts: readonly (string | Buffer)[]): string {
    const hmac = createHmac('sha256', this.key);
    for (const part of parts) {
      hmac.update(`${Buffer.byteLength(part)}:`);
      hmac.update(part);
    }
    return hmac.digest('hex');
  }
}
