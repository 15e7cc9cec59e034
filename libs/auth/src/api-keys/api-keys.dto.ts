import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { PageInfo, PLAIN_LINE } from '@nano-os/common';
import { MAX_KEY_NAME_LENGTH } from '../entities/api-key.entity';
import type { ApiKeyRow } from './api-keys.repository';

const MAX_LIFETIME_DAYS = 3650;

export class CreateApiKeyRequest {
  @ApiProperty({
    example: 'screening on the cluster',
    minLength: 1,
    maxLength: MAX_KEY_NAME_LENGTH,
  })
  @IsString()
  @Length(1, MAX_KEY_NAME_LENGTH)
  @Matches(PLAIN_LINE, { message: 'name must be one line of text' })
  name: string;

  @ApiPropertyOptional({
    example: 90,
    type: 'integer',
    minimum: 1,
    maximum: MAX_LIFETIME_DAYS,
    description: 'Days until the key ends; without it, it is good until it is revoked.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_LIFETIME_DAYS)
  expires_in_days?: number;
}

export class ApiKeyDto {
  @ApiProperty({ example: '0f6f3d52-9b0c-4d38-8a53-2b8f5f9e7c10', format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'screening on the cluster' })
  name: string;

  @ApiProperty({ example: 'nano_3f9a01bc', description: 'How the key begins.' })
  prefix: string;

  @ApiProperty({
    example: null,
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'To the minute.',
  })
  last_used_at: string | null;

  @ApiProperty({
    example: '2026-05-01T12:00:00.000Z',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  expires_at: string | null;

  @ApiProperty({ example: '2026-01-31T12:00:00.000Z', format: 'date-time' })
  created_at: string;
}

/** A new key; no later answer shows it again. */
export class CreatedApiKeyDto extends ApiKeyDto {
  @ApiProperty({
    example: 'nano_3f9a01bc_qJZ0cJ0yVq2hW4m8k6lq0q7mS3XbE9v5pYwqf1tT2zA',
    description: 'The key itself, shown this once. Send it as "X-API-Key".',
  })
  key: string;
}

export class ApiKeysPage extends PageInfo {
  @ApiProperty({ type: [ApiKeyDto] })
  items: ApiKeyDto[];
}

/** The answer for a key: an {@link ApiKeyDto}. */
export const toApiKey = (row: ApiKeyRow) => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  last_used_at: row.last_used_at?.toISOString() ?? null,
  expires_at: row.expires_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
});
