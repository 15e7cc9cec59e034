import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomSecret } from '../tokens/secrets';

/**
 * What OWASP's Password Storage Cheat Sheet asks of argon2id: 19 MiB, two passes, one lane.
 * argon2id is the library's default algorithm; a test reads it from a hash.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes passwords, on the thread pool and not on the event loop. */
@Injectable()
export class Passwords {
  private nobody?: Promise<string>;

  hash(password: string): Promise<string> {
    return hash(password, PARAMETERS);
  }

  /**
   * Whether the password is the one of the hash. Without a hash it does the same work for a
   * password that nobody has, so that the time of an answer does not tell who exists.
   */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    if (passwordHash !== undefined) return verify(passwordHash, password);
    this.nobody ??= this.hash(randomSecret());
    await verify(await this.nobody, password);
    return false;
  }
}
