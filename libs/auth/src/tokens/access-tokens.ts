import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ENVIRONMENT, type Environment } from '@nano-os/common';
import { LRUCache } from 'lru-cache';
import { SigningKeys } from '../keys/signing-keys';
import type { TokenClaims } from './token-claims';
import { TokenStrategy } from './token-strategy';

export const TOKEN_ISSUER = 'nano-os';
export const TOKEN_AUDIENCE = 'nano-os-api';

const MAX_VERIFIED = 10_000;

/** Signs and verifies access tokens. */
@Injectable()
export class AccessTokens {
  readonly lifetimeSeconds: number;
  private readonly strategy: TokenStrategy;
  /** Tokens whose signature was found good; a program sends the same one again and again. */
  private readonly verified = new LRUCache<string, TokenClaims>({ max: MAX_VERIFIED });

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    private readonly jwt: JwtService,
  ) {
    this.lifetimeSeconds = environment.ACCESS_TOKEN_TTL_S;
    this.strategy = new TokenStrategy(keys.accessTokens, TOKEN_ISSUER, TOKEN_AUDIENCE);
  }

  sign({ sub, role, ver }: Omit<TokenClaims, 'exp'>): string {
    return this.jwt.sign(
      { role, ver },
      {
        subject: sub,
        privateKey: this.keys.accessTokens,
        algorithm: 'HS256',
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        expiresIn: this.lifetimeSeconds,
      },
    );
  }

  /** The claims of a token that is ours and in time, else undefined. */
  verify(token: string): TokenClaims | undefined {
    const known = this.verified.get(token);
    if (known) return known.exp > Math.floor(Date.now() / 1000) ? known : undefined;
    const claims = this.strategy.claimsOf(token);
    if (claims) this.verified.set(token, claims);
    return claims;
  }
}
