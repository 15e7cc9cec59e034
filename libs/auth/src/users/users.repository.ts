import { Inject, Injectable } from '@nestjs/common';
import { Sql } from '@nano-os/database';
import type { Role } from '@nano-os/common';

/** A user as others may see him. */
export interface UserRow {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  disabled_at: Date | null;
  created_at: Date;
}

/** What signing in needs. */
export interface CredentialsRow extends UserRow {
  password_hash: string;
  token_version: number;
}

/** What every request needs to know of its user. */
export interface UserState {
  role: Role;
  tokenVersion: number;
  disabled: boolean;
}

export interface UserSearch {
  /** Part of an email or a name, in any case. */
  text?: string;
  limit: number;
  offset: number;
}

const COLUMNS = 'id, email, name, role, disabled_at, created_at';

/** The queries of the table `users`, one method each; changes by administrators lie elsewhere. */
@Injectable()
export class UsersRepository {
  constructor(@Inject(Sql) private readonly sql: Sql) {}

  /** undefined where the email is taken */
  async create(
    email: string,
    name: string | null,
    passwordHash: string,
  ): Promise<UserRow | undefined> {
    const [row] = await this.sql.query<UserRow>({
      name: 'users-create',
      text: `INSERT INTO users (email, name, password_hash) VALUES ($1, $2, $3)
        ON CONFLICT (email) DO NOTHING RETURNING ${COLUMNS}`,
      values: [email, name, passwordHash],
    });
    return row;
  }

  async findById(id: string): Promise<UserRow | undefined> {
    const [row] = await this.sql.query<UserRow>({
      name: 'users-by-id',
      text: `SELECT ${COLUMNS} FROM users WHERE id = $1`,
      values: [id],
    });
    return row;
  }

  async findCredentialsByEmail(email: string): Promise<CredentialsRow | undefined> {
    const [row] = await this.sql.query<CredentialsRow>({
      name: 'users-credentials-by-email',
      text: `SELECT ${COLUMNS}, password_hash, token_version FROM users WHERE email = $1`,
      values: [email],
    });
    return row;
  }

  async findCredentialsById(id: string): Promise<CredentialsRow | undefined> {
    const [row] = await this.sql.query<CredentialsRow>({
      name: 'users-credentials-by-id',
      text: `SELECT ${COLUMNS}, password_hash, token_version FROM users WHERE id = $1`,
      values: [id],
    });
    return row;
  }

  async findState(id: string): Promise<UserState | undefined> {
    const [row] = await this.sql.query<{ role: Role; token_version: number; disabled: boolean }>({
      name: 'users-state',
      text: `SELECT role, token_version, disabled_at IS NOT NULL AS disabled
        FROM users WHERE id = $1`,
      values: [id],
    });
    return row && { role: row.role, tokenVersion: row.token_version, disabled: row.disabled };
  }

  /**
   * Changes the password that was verified under `tokenVersion`, and ends all that was given out
   * under it. False where another change came first.
   */
  async changePassword(id: string, tokenVersion: number, passwordHash: string): Promise<boolean> {
    const rows = await this.sql.query({
      name: 'users-change-password',
      text: `WITH changed AS (
          UPDATE users SET password_hash = $3, token_version = token_version + 1
          WHERE id = $1 AND token_version = $2 RETURNING id
        ), ended AS (
          DELETE FROM refresh_tokens USING changed WHERE user_id = changed.id
        ) SELECT id FROM changed`,
      values: [id, tokenVersion, passwordHash],
    });
    return rows.length === 1;
  }

  /** One page, oldest first, and how many there are on all pages. */
  async search({ text, limit, offset }: UserSearch): Promise<{ rows: UserRow[]; total: number }> {
    const pattern = text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null;
    const where = 'WHERE $1::text IS NULL OR email ILIKE $1 OR name ILIKE $1';
    const [rows, counts] = await Promise.all([
      this.sql.query<UserRow>({
        name: 'users-search',
        text: `SELECT ${COLUMNS} FROM users ${where} ORDER BY created_at, id LIMIT $2 OFFSET $3`,
        values: [pattern, limit, offset],
      }),
      this.sql.query<{ total: number }>({
        name: 'users-search-count',
        text: `SELECT count(*)::integer AS total FROM users ${where}`,
        values: [pattern],
      }),
    ]);
    return { rows, total: counts[0]?.total ?? 0 };
  }
}
