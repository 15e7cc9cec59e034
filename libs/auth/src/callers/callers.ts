import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@nano-os/common';
import type { FastifyRequest } from 'fastify';
import { isKey } from '../api-keys/key-format';
import { AccessTokens } from '../tokens/access-tokens';
import { digestOf } from '../tokens/secrets';
import type { TokenClaims } from '../tokens/token-claims';
import type { UserState } from '../users/users.repository';
import { KeyStates } from './key-states';
import { UserStates } from './user-states';

type Found<T> = T | undefined | Promise<T | undefined>;

const BEARER = /^bearer +(\S+) *$/i;

/** Finds out who stands behind a token or a key, without a promise where memory knows. */
@Injectable()
export class Callers {
  constructor(
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(UserStates) private readonly users: UserStates,
    @Inject(KeyStates) private readonly keys: KeyStates,
  ) {}

  /** By what the headers of a request say; a key that is sent is not made good by a token. */
  of({ headers }: Pick<FastifyRequest, 'headers'>): Found<Caller> {
    const key = headers['x-api-key'];
    if (key !== undefined) return typeof key === 'string' ? this.byKey(key) : undefined;
    const token = BEARER.exec(headers.authorization ?? '')?.[1];
    return token === undefined ? undefined : this.byBearer(token);
  }

  /** By an access token, or by an API key in its place. */
  private byBearer(credential: string): Found<Caller> {
    if (isKey(credential)) return this.byKey(credential);
    const claims = this.tokens.verify(credential);
    if (!claims) return undefined;
    const state = this.users.peek(claims.sub);
    if (state) return tokenCaller(claims, state);
    return this.users.load(claims.sub).then((loaded) => loaded && tokenCaller(claims, loaded));
  }

  private byKey(key: string): Found<Caller> {
    if (!isKey(key)) return undefined;
    const hash = digestOf(key);
    const known = this.keys.peek(hash);
    const state = known && this.users.peek(known.userId);
    if (known && state)
      return known.expiresAt > Date.now() ? active(known.userId, state) : undefined;
    return this.lookUp(hash);
  }

  private async lookUp(hash: string): Promise<Caller | undefined> {
    const key = this.keys.peek(hash) ?? (await this.keys.load(hash));
    if (!key || key.expiresAt <= Date.now()) return undefined;
    const state = this.users.peek(key.userId) ?? (await this.users.load(key.userId));
    return state && active(key.userId, state);
  }
}

function tokenCaller(claims: TokenClaims, state: UserState): Caller | undefined {
  return claims.ver === state.tokenVersion ? active(claims.sub, state) : undefined;
}

/** The role is the one that the user has now, whatever his token said when it was signed. */
function active(id: string, state: UserState): Caller | undefined {
  return state.disabled ? undefined : { id, role: state.role };
}
