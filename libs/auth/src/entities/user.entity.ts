import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '@nano-os/common';

/** Longest address that SMTP can deliver to (RFC 5321, with erratum 1690). */
export const MAX_EMAIL_LENGTH = 254;
export const MAX_USER_NAME_LENGTH = 200;

/** Somebody who may sign in. */
@Entity({ name: 'users' })
@Check('CHK_users_role', `"role" IN ('admin', 'user')`)
@Check('CHK_users_email_lower', `"email" = lower("email")`)
export class User {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Lower case, so that the plain unique index holds without regard to case. */
  @Index('UQ_users_email', { unique: true })
  @Column('varchar', { length: MAX_EMAIL_LENGTH })
  email: string;

  @Column('varchar', { length: MAX_USER_NAME_LENGTH, nullable: true })
  name: string | null;

  /** argon2id in PHC format. */
  @Column('varchar', { name: 'password_hash', length: 200 })
  passwordHash: string;

  @Column('varchar', { length: 10, default: 'user' })
  role: Role;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  /** Part of every access token; raising it makes those given out before worthless. */
  @Column('integer', { name: 'token_version', default: 0 })
  tokenVersion: number;

  @Index('IDX_users_created_at')
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
