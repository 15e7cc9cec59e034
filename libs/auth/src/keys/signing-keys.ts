import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { ConfigurationError, type Environment } from '@nano-os/common';
import { readOrCreateKey } from './key-file';

/** HS256 needs a key at least as long as its digest (RFC 7518, 3.2). */
const MIN_KEY_BYTES = 32;
const DERIVED_BYTES = 32;

/** The secret of this installation, and keys for other purposes that follow from it. */
export class SigningKeys {
  /**
   * The key of access tokens. A KeyObject, because a string would be parsed again at every
   * verification, which costs thirty times what the verification does.
   */
  readonly accessTokens: KeyObject;

  constructor(private readonly secret: Buffer) {
    this.accessTokens = createSecretKey(secret);
  }

  /**
   * JWT_SECRET where it is given, else the key in the data directory, made at the first start.
   * @throws {ConfigurationError} when the file holds too little for a key
   */
  static async load(
    environment: Pick<Environment, 'JWT_SECRET' | 'NANO_OS_DATA_DIR'>,
  ): Promise<SigningKeys> {
    if (environment.JWT_SECRET) return new SigningKeys(Buffer.from(environment.JWT_SECRET));
    const path = join(environment.NANO_OS_DATA_DIR, 'keys', 'jwt.key');
    const secret = await readOrCreateKey(path);
    if (secret.length < MIN_KEY_BYTES) {
      throw new ConfigurationError([
        `${path}: holds ${secret.length} bytes, a signing key has at least ${MIN_KEY_BYTES}; ` +
          'remove the file to have a new one made (everybody signs in again)',
      ]);
    }
    return new SigningKeys(secret);
  }

  /**
   * A key of 32 bytes for one purpose (HKDF-SHA256): stable over restarts, and of no help to who
   * wants the secret or the key of another purpose.
   */
  deriveKey(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, '', `nano-os:${purpose}`, DERIVED_BYTES));
  }
}
