import { Inject, Injectable } from '@nestjs/common';
import { Sql } from '@nano-os/database';
import type { Role } from '@nano-os/common';

/** The user of a token that was exchanged. */
export interface SessionUser {
  id: string;
  role: Role;
  tokenVersion: number;
}

/** How an exchange went; `replayed`: the token was used before this exchange began. */
export type Exchange =
  { kind: 'granted'; user: SessionUser } | { kind: 'refused' } | { kind: 'replayed' };

interface ExchangeRow {
  user_id: string;
  role: Role;
  token_version: number;
  granted: boolean;
  replayed: boolean;
}

/** The queries of the table `refresh_tokens`, one method each; tokens come as digests. */
@Injectable()
export class RefreshTokensRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** Begins a family, and drops what the user has left expired. */
  async begin(user: SessionUser, hash: string, lifetimeSeconds: number): Promise<void> {
    await this.sql.query({
      name: 'refresh-tokens-begin',
      text: `WITH expired AS (
          DELETE FROM refresh_tokens WHERE user_id = $1 AND expires_at < now()
        ) INSERT INTO refresh_tokens (user_id, family_id, token_hash, token_version, expires_at)
          VALUES ($1, gen_random_uuid(), $2, $3, now() + make_interval(secs => $4))`,
      values: [user.id, hash, user.tokenVersion, lifetimeSeconds],
    });
  }

  /**
   * Uses a token up and puts `nextHash` in its place, in one statement. Of two exchanges at once
   * the row's lock lets one through. The outer SELECT sees the table as it was when the statement
   * began: a token that was used already then is a replay, while one that was taken meanwhile
   * only lost a race.
   */
  async exchange(hash: string, nextHash: string, lifetimeSeconds: number): Promise<Exchange> {
    const [row] = await this.sql.query<ExchangeRow>({
      name: 'refresh-tokens-exchange',
      text: `WITH used AS (
          UPDATE refresh_tokens t SET used_at = now() FROM users u
          WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > now()
            AND u.id = t.user_id AND u.disabled_at IS NULL AND u.token_version = t.token_version
          RETURNING t.user_id, t.family_id, t.token_version
        ), next AS (
          INSERT INTO refresh_tokens (user_id, family_id, token_hash, token_version, expires_at)
          SELECT user_id, family_id, $2, token_version, now() + make_interval(secs => $3) FROM used
          RETURNING user_id
        )
        SELECT u.id AS user_id, u.role, t.token_version, t.used_at IS NOT NULL AS replayed,
          EXISTS (SELECT 1 FROM next) AS granted
        FROM refresh_tokens t JOIN users u ON u.id = t.user_id WHERE t.token_hash = $1`,
      values: [hash, nextHash, lifetimeSeconds],
    });
    if (row?.granted) {
      const user = { id: row.user_id, role: row.role, tokenVersion: row.token_version };
      return { kind: 'granted', user };
    }
    return { kind: row?.replayed ? 'replayed' : 'refused' };
  }

  /** Ends the family of a token, used or not. */
  async endFamily(hash: string): Promise<void> {
    await this.sql.query({
      name: 'refresh-tokens-end-family',
      text: `DELETE FROM refresh_tokens WHERE family_id =
        (SELECT family_id FROM refresh_tokens WHERE token_hash = $1)`,
      values: [hash],
    });
  }
}
