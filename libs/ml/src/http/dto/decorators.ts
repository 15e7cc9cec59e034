import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LowerCase, Omittable } from '@nano-os/common';
import { IsBoolean, IsString, IsUUID, Length } from 'class-validator';

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
