import type { Role } from '@nano-os/common';

/** What an access token says; `ver` is the version of the user's tokens at sign-in. */
export interface TokenClaims {
  sub: string;
  role: Role;
  ver: number;
  /** Seconds since the epoch. */
  exp: number;
}
