import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';

export const MAX_KEY_NAME_LENGTH = 100;

/** A key that a program signs in with, known by its digest only. */
@Entity({ name: 'api_keys' })
@Index('IDX_api_keys_user_created', ['userId', 'createdAt'])
export class ApiKey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('varchar', { length: MAX_KEY_NAME_LENGTH })
  name: string;

  /** The part of the key that lists show, so that its owner knows it again. */
  @Column('varchar', { length: 16 })
  prefix: string;

  /** SHA-256 of the whole key, hexadecimal; enough, for the key is 256 random bits. */
  @Index('UQ_api_keys_hash', { unique: true })
  @Column('char', { name: 'key_hash', length: 64 })
  keyHash: string;

  /** Written at most once a minute. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
