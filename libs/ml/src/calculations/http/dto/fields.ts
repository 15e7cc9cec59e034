import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Omittable } from '@nano-os/common';
import { IsBoolean, IsNumber, Max, Min } from 'class-validator';

interface Range {
  least: number;
  most: number;
  byDefault: number;
  description: string;
}

/** A number that may be left out, within bounds beyond which nothing sensible comes of it. */
export const Bounded = ({ least, most, byDefault, description }: Range): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'number',
      minimum: least,
      maximum: most,
      default: byDefault,
      example: byDefault,
      description,
    }),
    Omittable(),
    IsNumber(),
    Min(least),
    Max(most),
  );

/** A choice that may be left out. */
export const Flag = (byDefault: boolean, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: Boolean, default: byDefault, example: byDefault, description }),
    Omittable(),
    IsBoolean(),
  );
