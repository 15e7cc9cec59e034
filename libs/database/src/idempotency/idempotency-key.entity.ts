import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** One use of an Idempotency-Key: running while the first request is, done with its answer after. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  /** The caller's id, or `anonymous`. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  owner: string;

  /** Method and route pattern: the same key on another route is another key. */
  @PrimaryColumn({ type: 'varchar', length: 200 })
  route: string;

  @PrimaryColumn({ type: 'varchar', length: 255 })
  key: string;

  /** Keyed digest of the request's body and path. */
  @Column({ type: 'char', length: 64 })
  fingerprint: string;

  /** Names the request that works under the key, so that a late one cannot answer for another. */
  @Column({ type: 'uuid' })
  holder: string;

  /** After this a request that never ended is taken for dead. */
  @Column({ name: 'lease_until', type: 'timestamptz' })
  leaseUntil: Date;

  /** Null while running. */
  @Column({ type: 'smallint', nullable: true })
  status: number | null;

  /** The answer, sealed: it may hold a secret that is shown once. */
  @Column({ type: 'bytea', nullable: true })
  answer: Buffer | null;

  @Index('idx_idempotency_keys_created_at')
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
