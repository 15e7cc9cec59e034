import { randomUUID } from 'node:crypto';
import type { Sql } from '../sql';

/** Which request: the caller, the route and the key he chose. */
export interface IdempotencyClaim {
  owner: string;
  route: string;
  key: string;
  fingerprint: string;
}

export type ClaimOutcome =
  | { kind: 'granted'; holder: string }
  | { kind: 'running'; fingerprint: string }
  | { kind: 'done'; fingerprint: string; status: number; answer: Buffer };

interface KeyRow {
  holder: string;
  fingerprint: string;
  status: number | null;
  answer: Buffer | null;
}

/** Seconds after which a request that never ended is taken for dead and its key is free again. */
const LEASE_S = 120;

/** The table of keys. The primary key lets one request through; the others find its row. */
export class IdempotencyStore {
  constructor(
    private readonly sql: Sql,
    private readonly ttlSeconds: number,
  ) {}

  async claim(claim: IdempotencyClaim): Promise<ClaimOutcome> {
    const holder = randomUUID();
    // The update takes over keys that expired or whose request died; else it changes no row.
    const granted = await this.sql.query<KeyRow>({
      name: 'idempotency-claim',
      text: `INSERT INTO idempotency_keys AS k (owner, route, key, fingerprint, holder, lease_until)
        VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
        ON CONFLICT (owner, route, key) DO UPDATE SET fingerprint = excluded.fingerprint,
          holder = excluded.holder, lease_until = excluded.lease_until, status = NULL,
          answer = NULL, created_at = now()
        WHERE k.created_at < now() - make_interval(secs => $7)
          OR (k.status IS NULL AND k.lease_until < now())
        RETURNING holder`,
      values: [
        claim.owner,
        claim.route,
        claim.key,
        claim.fingerprint,
        holder,
        LEASE_S,
        this.ttlSeconds,
      ],
    });
    if (granted.length > 0) return { kind: 'granted', holder };
    const [row] = await this.sql.query<KeyRow>({
      name: 'idempotency-find',
      text: `SELECT holder, fingerprint, status, answer FROM idempotency_keys
        WHERE owner = $1 AND route = $2 AND key = $3`,
      values: [claim.owner, claim.route, claim.key],
    });
    // Gone between the two statements: its request failed and freed the key.
    if (!row) return this.claim(claim);
    const { fingerprint, status, answer } = row;
    if (status === null || answer === null) return { kind: 'running', fingerprint };
    return { kind: 'done', fingerprint, status, answer };
  }

  async complete(
    holder: string,
    claim: IdempotencyClaim,
    status: number,
    answer: Buffer,
  ): Promise<void> {
    await this.sql.query({
      name: 'idempotency-complete',
      text: `UPDATE idempotency_keys SET status = $5, answer = $6
        WHERE owner = $1 AND route = $2 AND key = $3 AND holder = $4`,
      values: [claim.owner, claim.route, claim.key, holder, status, answer],
    });
  }

  /** The request failed and made nothing: its key may be used again. */
  async abandon(holder: string, claim: IdempotencyClaim): Promise<void> {
    await this.sql.query({
      name: 'idempotency-abandon',
      text: `DELETE FROM idempotency_keys
        WHERE owner = $1 AND route = $2 AND key = $3 AND holder = $4 AND status IS NULL`,
      values: [claim.owner, claim.route, claim.key, holder],
    });
  }

  async purge(): Promise<void> {
    await this.sql.query({
      name: 'idempotency-purge',
      text: `DELETE FROM idempotency_keys WHERE created_at < now() - make_interval(secs => $1)`,
      values: [this.ttlSeconds],
    });
  }
}
