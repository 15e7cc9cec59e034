import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, ProblemException, type Environment } from '@nano-os/common';
import { UserStates } from '../callers/user-states';
import { assertAcceptable } from '../passwords/acceptable';
import { Passwords } from '../passwords/passwords';
import { AccessTokens } from '../tokens/access-tokens';
import { RefreshTokensRepository, type SessionUser } from '../tokens/refresh-tokens.repository';
import { digestOf, randomSecret } from '../tokens/secrets';
import { normaliseEmail } from '../users/email';
import { UsersRepository } from '../users/users.repository';
import type { TokensDto } from './auth.dto';

/** Signs users in and out, and exchanges their refresh tokens. */
@Injectable()
export class Sessions {
  /** Digests of tokens that are being exchanged by this process. */
  private readonly exchanging = new Set<string>();

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @Inject(UsersRepository) private readonly users: UsersRepository,
    @Inject(RefreshTokensRepository) private readonly refreshTokens: RefreshTokensRepository,
    @Inject(AccessTokens) private readonly accessTokens: AccessTokens,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(UserStates) private readonly states: UserStates,
  ) {}

  /** Who is unknown, who is disabled and who errs get the same answer after the same work. */
  async signIn(email: string, password: string): Promise<TokensDto> {
    const user = await this.users.findCredentialsByEmail(normaliseEmail(email));
    const matches = await this.passwords.verify(user?.password_hash, password);
    if (!user || !matches || user.disabled_at !== null) {
      throw new ProblemException('unauthenticated', 'The email or the password is not right.');
    }
    const refreshToken = randomSecret();
    const session = { id: user.id, role: user.role, tokenVersion: user.token_version };
    await this.refreshTokens.begin(
      session,
      digestOf(refreshToken),
      this.environment.REFRESH_TOKEN_TTL_S,
    );
    return this.tokensFor(session, refreshToken);
  }

  /**
   * Exchanges a refresh token for the next pair. A used one that comes back ends its family; of
   * several exchanges at once one wins and the others are refused, for a program with two threads
   * is no thief.
   */
  async refresh(refreshToken: string): Promise<TokensDto> {
    const hash = digestOf(refreshToken);
    // Those that wait for a connection behind the winner would look like replays to the database.
    if (this.exchanging.has(hash)) throw refused();
    this.exchanging.add(hash);
    try {
      const next = randomSecret();
      const outcome = await this.refreshTokens.exchange(
        hash,
        digestOf(next),
        this.environment.REFRESH_TOKEN_TTL_S,
      );
      if (outcome.kind === 'granted') return this.tokensFor(outcome.user, next);
      if (outcome.kind === 'replayed') await this.refreshTokens.endFamily(hash);
      throw refused();
    } finally {
      this.exchanging.delete(hash);
    }
  }

  async signOut(refreshToken: string): Promise<void> {
    await this.refreshTokens.endFamily(digestOf(refreshToken));
  }

  /** Ends every session of the user, this one too; API keys stay, they are revoked one by one. */
  async changePassword(id: string, current: string, next: string): Promise<void> {
    const user = await this.users.findCredentialsById(id);
    if (!user || !(await this.passwords.verify(user.password_hash, current))) {
      throw new ProblemException('forbidden', 'The current password is not right.');
    }
    assertAcceptable('new_password', next, user.email);
    const hash = await this.passwords.hash(next);
    const changed = await this.users.changePassword(id, user.token_version, hash);
    this.states.forget(id);
    if (!changed) {
      throw new ProblemException('conflict', 'Another change came first; sign in again.');
    }
  }

  private tokensFor(user: SessionUser, refreshToken: string): TokensDto {
    const { id, role, tokenVersion } = user;
    return {
      access_token: this.accessTokens.sign({ sub: id, role, ver: tokenVersion }),
      refresh_token: refreshToken,
      token_type: 'bearer',
      expires_in: this.accessTokens.lifetimeSeconds,
    };
  }
}

function refused(): ProblemException {
  return new ProblemException(
    'unauthenticated',
    'The refresh token is not valid, has expired or was used before; sign in again.',
  );
}
