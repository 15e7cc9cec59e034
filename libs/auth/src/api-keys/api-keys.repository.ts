import { Inject, Injectable } from '@nestjs/common';
import { Sql } from '@nano-os/database';

/** A key as lists show it. */
export interface ApiKeyRow {
  id: string;
  name: string;
  prefix: string;
  last_used_at: Date | null;
  expires_at: Date | null;
  created_at: Date;
}

/** What a request with a key needs to know of it; times in ms since the epoch. */
export interface ApiKeyState {
  userId: string;
  expiresAt: number;
  lastUsedAt: number;
}

const COLUMNS = 'id, name, prefix, last_used_at, expires_at, created_at';

export interface NewApiKey {
  userId: string;
  name: string;
  prefix: string;
  keyHash: string;
  expiresAt: Date | null;
  /** How many keys in force one user may have. */
  most: number;
}

/** The queries of the table `api_keys`, one method each. */
@Injectable()
export class ApiKeysRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** undefined where the user has as many keys as he may have */
  async create(key: NewApiKey): Promise<ApiKeyRow | undefined> {
    const [row] = await this.sql.query<ApiKeyRow>({
      name: 'api-keys-create',
      text: `INSERT INTO api_keys (user_id, name, prefix, key_hash, expires_at)
        SELECT $1::uuid, $2, $3, $4, $5::timestamptz
        WHERE (SELECT count(*) FROM api_keys WHERE user_id = $1 AND revoked_at IS NULL) < $6
        RETURNING ${COLUMNS}`,
      values: [key.userId, key.name, key.prefix, key.keyHash, key.expiresAt, key.most],
    });
    return row;
  }

  /** One page of the keys in force, newest first, and how many there are on all pages. */
  async list(
    userId: string,
    limit: number,
    offset: number,
  ): Promise<{ rows: ApiKeyRow[]; total: number }> {
    const where = 'WHERE user_id = $1 AND revoked_at IS NULL';
    const [rows, counts] = await Promise.all([
      this.sql.query<ApiKeyRow>({
        name: 'api-keys-list',
        text: `SELECT ${COLUMNS} FROM api_keys ${where}
          ORDER BY created_at DESC, id LIMIT $2 OFFSET $3`,
        values: [userId, limit, offset],
      }),
      this.sql.query<{ total: number }>({
        name: 'api-keys-count',
        text: `SELECT count(*)::integer AS total FROM api_keys ${where}`,
        values: [userId],
      }),
    ]);
    return { rows, total: counts[0]?.total ?? 0 };
  }

  /** False where the user has no such key in force. */
  async revoke(userId: string, id: string): Promise<boolean> {
    const rows = await this.sql.query({
      name: 'api-keys-revoke',
      text: `UPDATE api_keys SET revoked_at = now()
        WHERE id = $2 AND user_id = $1 AND revoked_at IS NULL RETURNING id`,
      values: [userId, id],
    });
    return rows.length === 1;
  }

  async findState(keyHash: string): Promise<{ id: string; value: ApiKeyState } | undefined> {
    const [row] = await this.sql.query<{
      id: string;
      user_id: string;
      expires_at: Date | null;
      last_used_at: Date | null;
    }>({
      name: 'api-keys-state',
      text: `SELECT id, user_id, expires_at, last_used_at FROM api_keys
        WHERE key_hash = $1 AND revoked_at IS NULL`,
      values: [keyHash],
    });
    if (!row) return undefined;
    const value = {
      userId: row.user_id,
      expiresAt: row.expires_at?.getTime() ?? Infinity,
      lastUsedAt: row.last_used_at?.getTime() ?? 0,
    };
    return { id: row.id, value };
  }

  async noteUse(id: string): Promise<void> {
    await this.sql.query({
      name: 'api-keys-note-use',
      text: `UPDATE api_keys SET last_used_at = now() WHERE id = $1`,
      values: [id],
    });
  }
}
