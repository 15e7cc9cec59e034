import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LowerCase, Omittable } from '@nano-os/common';
import { IsBoolean, IsNumber, IsString, IsUUID, Length, Max, Min } from 'class-validator';

export const EXAMPLE_ID = '3f8e7a52-6a0e-4f0e-9c5b-2f6f6f0f7b11';
export const EXAMPLE_PREDICTION_ID = '9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d';
export const EXAMPLE_SIMULATION_ID = '5c0a9f6e-7e0b-4b7f-8a55-0f6a3e1d2c44';

/** A UUID of any version. */
export const Id = (example: string, description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ format: 'uuid', example, description }),
    LowerCase(),
    IsUUID('loose'),
  );

/** A model's name, in any case. */
export const ModelName = (description: string, byDefault?: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      minLength: 1,
      maxLength: 50,
      example: 'STUB',
      description,
      ...(byDefault === undefined ? {} : { default: byDefault }),
    }),
    Omittable(),
    IsString(),
    Length(1, 50),
  );

/** Whether the request asks for a new computation. */
export const ForceRecompute = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: Boolean,
      default: false,
      example: false,
      description: 'Compute anew and add to the history, whatever is stored.',
    }),
    Omittable(),
    IsBoolean(),
  );

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
