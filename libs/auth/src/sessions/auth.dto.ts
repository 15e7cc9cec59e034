import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PLAIN_LINE } from '@nano-os/common';
import { IsEmail, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { MAX_EMAIL_LENGTH, MAX_USER_NAME_LENGTH } from '../entities/user.entity';
import { EMAIL_RULES, PRINTABLE_ASCII } from '../users/email';

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 200;
const MAX_TOKEN_LENGTH = 512;

export class RegisterRequest {
  @ApiProperty({
    example: 'ada@example.org',
    format: 'email',
    maxLength: MAX_EMAIL_LENGTH,
    description: 'Kept in lower case; ASCII, international domains as punycode.',
  })
  @IsEmail(EMAIL_RULES)
  @MaxLength(MAX_EMAIL_LENGTH)
  @Matches(PRINTABLE_ASCII, { message: 'email must be ASCII without spaces' })
  email: string;

  @ApiProperty({
    example: 'a long phrase of mine',
    format: 'password',
    minLength: MIN_PASSWORD_LENGTH,
    maxLength: MAX_PASSWORD_LENGTH,
    description: 'Anything of that length but the email itself.',
  })
  @IsString()
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  password: string;

  @ApiPropertyOptional({ example: 'Ada', maxLength: MAX_USER_NAME_LENGTH })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_USER_NAME_LENGTH)
  @Matches(PLAIN_LINE, { message: 'name must be one line of text' })
  name?: string;
}

export class LoginRequest {
  @ApiProperty({ example: 'ada@example.org', minLength: 1, maxLength: MAX_EMAIL_LENGTH })
  @IsString()
  @Length(1, MAX_EMAIL_LENGTH)
  @Matches(PLAIN_LINE, { message: 'email must be one line of text' })
  email: string;

  @ApiProperty({
    example: 'a long phrase of mine',
    format: 'password',
    minLength: 1,
    maxLength: MAX_PASSWORD_LENGTH,
  })
  @IsString()
  @Length(1, MAX_PASSWORD_LENGTH)
  password: string;
}

export class RefreshRequest {
  @ApiProperty({
    example: 'qJZ0cJ0yVq2hW4m8k6lq0q7mS3XbE9v5pYwqf1tT2zA',
    minLength: 1,
    maxLength: MAX_TOKEN_LENGTH,
  })
  @IsString()
  @Length(1, MAX_TOKEN_LENGTH)
  refresh_token: string;
}

export class ChangePasswordRequest {
  @ApiProperty({
    example: 'a long phrase of mine',
    format: 'password',
    minLength: 1,
    maxLength: MAX_PASSWORD_LENGTH,
  })
  @IsString()
  @Length(1, MAX_PASSWORD_LENGTH)
  current_password: string;

  @ApiProperty({
    example: 'another long phrase',
    format: 'password',
    minLength: MIN_PASSWORD_LENGTH,
    maxLength: MAX_PASSWORD_LENGTH,
  })
  @IsString()
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  new_password: string;
}

export class TokensDto {
  @ApiProperty({
    example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoidXNlciJ9.c2lnbmF0dXJl',
    description: 'Send it as "Authorization: Bearer ...".',
  })
  access_token: string;

  @ApiProperty({
    example: 'qJZ0cJ0yVq2hW4m8k6lq0q7mS3XbE9v5pYwqf1tT2zA',
    description: 'Good for one exchange; a used one that comes back ends the session.',
  })
  refresh_token: string;

  @ApiProperty({ example: 'bearer', enum: ['bearer'] })
  token_type: 'bearer';

  @ApiProperty({ example: 900, description: 'Seconds that the access token is good for.' })
  expires_in: number;
}
