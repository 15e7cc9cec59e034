import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Omittable, PageInfo, PageQuery, PLAIN_LINE, type Role, ROLES } from '@nano-os/common';
import { MAX_EMAIL_LENGTH } from '../entities/user.entity';
import type { UserRow } from './users.repository';

export class UserDto {
  @ApiProperty({ example: '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11', format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'ada@example.org' })
  email: string;

  @ApiProperty({ example: 'Ada', type: String, nullable: true })
  name: string | null;

  @ApiProperty({ example: 'user', enum: ROLES })
  role: Role;

  @ApiProperty({ example: '2026-01-31T12:00:00.000Z', format: 'date-time' })
  created_at: string;
}

/** A user as administrators see him. */
export class ManagedUserDto extends UserDto {
  @ApiProperty({ example: false, description: 'A disabled user is refused everywhere at once.' })
  disabled: boolean;

  @ApiProperty({
    example: null,
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When he was disabled.',
  })
  disabled_at: string | null;
}

export class UsersQuery extends PageQuery {
  @ApiPropertyOptional({
    example: 'ada',
    maxLength: MAX_EMAIL_LENGTH,
    description: 'Part of an email or a name, in any case.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_EMAIL_LENGTH)
  @Matches(PLAIN_LINE, { message: 'q must be one line of text' })
  q?: string;
}

export class UsersPage extends PageInfo {
  @ApiProperty({ type: [ManagedUserDto] })
  items: ManagedUserDto[];
}

export class UpdateUserRequest {
  @ApiPropertyOptional({ example: 'admin', enum: ROLES })
  @Omittable()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({
    example: false,
    description: 'Disabling ends all sessions; API keys rest until the user is enabled again.',
  })
  @Omittable()
  @IsBoolean()
  disabled?: boolean;
}

/** The answer for a user, as he sees himself: a {@link UserDto}. */
export const toUser = ({ id, email, name, role, created_at }: UserRow) => ({
  id,
  email,
  name,
  role,
  created_at: created_at.toISOString(),
});

/** The answer for a user, as administrators see him. */
export function toManagedUser(row: UserRow): ManagedUserDto {
  const disabledAt = row.disabled_at?.toISOString() ?? null;
  return { ...toUser(row), disabled: disabledAt !== null, disabled_at: disabledAt };
}
