import { hash, randomBytes } from 'node:crypto';

/** 256 random bits as 43 characters that need no escaping anywhere. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256, hexadecimal. Enough for random secrets; passwords need argon2. */
export const digestOf = (secret: string): string => hash('sha256', secret);
