import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryGeneratedColumn,
} from 'typeorm';

/**
 * A refresh token, known by its digest only. Those that follow from one sign-in are a family: a
 * used one that comes back was stolen from one side or the other, and the family ends.
 */
@Entity({ name: 'refresh_tokens' })
export class RefreshToken {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index('IDX_refresh_tokens_user')
  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Index('IDX_refresh_tokens_family')
  @Column('uuid', { name: 'family_id' })
  familyId: string;

  /** SHA-256, hexadecimal. */
  @Index('UQ_refresh_tokens_hash', { unique: true })
  @Column('char', { name: 'token_hash', length: 64 })
  tokenHash: string;

  /** That of the user at sign-in; once his has moved on, the family is worthless. */
  @Column('integer', { name: 'token_version' })
  tokenVersion: number;

  @Index('IDX_refresh_tokens_expires_at')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
