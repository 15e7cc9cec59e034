import { ApiPropertyOptional } from '@nestjs/swagger';
import { Omittable, PLAIN_LINE } from '@nano-os/common';
import { MAX_NAME_LENGTH, type Visibility } from '@nano-os/structures';
import { IsIn, IsString, Length, Matches } from 'class-validator';

const VISIBILITIES: readonly Visibility[] = ['private', 'public'];

export class StoreRelaxedStructureRequest {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_NAME_LENGTH,
    example: 'silicon, relaxed',
    description: 'That of the structure it was relaxed from, marked as relaxed, when left out.',
  })
  @Omittable()
  @IsString()
  @Length(1, MAX_NAME_LENGTH)
  @Matches(PLAIN_LINE, { message: 'name must be one line of text' })
  name?: string;

  @ApiPropertyOptional({ enum: VISIBILITIES, default: 'private', example: 'private' })
  @Omittable()
  @IsIn(VISIBILITIES)
  visibility: Visibility = 'private';
}
