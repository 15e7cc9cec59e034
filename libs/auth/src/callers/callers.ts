import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@nano-os/common';
import { isKey } from '../api-keys/key-format';
import { AccessTokens, type TokenClaims } from '../tokens/access-tokens';
import { digestOf } from '../tokens/secrets';
import type { UserState } from '../users/users.repository';
import { KeyStates } from './key-states';
import { UserStates } from './user-states';

type Found<T> = T | undefined | Promise<T | undefined>;

/** Finds out who stands behind a token or a key, without a promise where memory knows. */
@Injectable()
export class Callers {
  constructor(
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(UserStates) private readonly users: UserStates,
    @Inject(KeyStates) private readonly keys: KeyStates,
  ) {}

  /** By an access token, or by an API key in its place. */
  byBearer(credential: string): Found<Caller> {
    if (isKey(credential)) return this.byKey(credential);
    const claims = this.tokens.verify(credential);
    if (!claims) return undefined;
    const state = this.users.peek(claims.sub);
    if (state) return tokenCaller(claims, state);
    return this.users.load(claims.sub).then((loaded) => loaded && tokenCaller(claims, loaded));
  }

  byKey(key: string): Found<Caller> {
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
