import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LowerCase } from '@nano-os/common';
import { Transform } from 'class-transformer';
import { IsString, IsUUID, Length, Matches, ValidateBy, ValidateIf } from 'class-validator';
import { faultOfSummary, faultOfUnits, MAX_PROPERTIES, MAX_UNIT_LENGTH } from '../summary/faults';
import { EXAMPLE_STRUCTURE_ID } from './simulation.dto';

const MAX_CODE_LENGTH = 100;
const MAX_METHOD_LENGTH = 200;
/** One line of text that is not blank. */
const LINE = /^(?=.*\S)[^\p{Cc}\p{Cs}\u2028\u2029]*$/u;

/** As it was sent: class-transformer leaves out names that objects have by themselves. */
const AsSent = (): PropertyDecorator =>
  Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]);

/** Tells what `faultOf` finds wrong with a value beside the other members of its body. */
const Fits = (faultOf: (value: unknown, body: object) => string | undefined): PropertyDecorator =>
  ValidateBy({
    name: 'fits',
    validator: {
      validate: (value: unknown, context) => faultOf(value, context?.object ?? {}) === undefined,
      defaultMessage: (context) => {
        const fault = faultOf(context?.value, context?.object ?? {});
        return `${context?.property ?? 'value'} ${fault ?? 'is not valid'}`;
      },
    },
  });

const Line = (description: string, example: string, maxLength: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ description, example, minLength: 1, maxLength }),
    IsString(),
    Length(1, maxLength),
    Matches(LINE, { message: '$property must be one line of text' }),
  );

export class CreateSimulationRequest {
  @ApiProperty({
    format: 'uuid',
    example: EXAMPLE_STRUCTURE_ID,
    description: 'The structure that was simulated.',
  })
  @LowerCase()
  @IsUUID('loose')
  structure_id: string;

  @Line('The program.', 'VASP', MAX_CODE_LENGTH)
  code: string;

  @Line('The level of theory.', 'HSE06', MAX_METHOD_LENGTH)
  method: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    minProperties: 1,
    maxProperties: MAX_PROPERTIES,
    example: { bandgap: 1.15, formation_energy: 0, bulk_modulus: 97.8 },
    description:
      'Property name to value. `bandgap` (or `band_gap`, `gap`) in eV; `formation_energy` ' +
      '(`formation_e`, `energy`) in eV/atom; `bulk_modulus` and `shear_modulus` in GPa; ' +
      '`stability_score` (`stability`) and `dielectric` are numbers. Others are as you like. A ' +
      'name is a letter, then up to 63 letters, digits, _ . or -.',
  })
  @AsSent()
  @Fits(faultOfSummary)
  summary: Record<string, number>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', minLength: 1, maxLength: MAX_UNIT_LENGTH },
    maxProperties: MAX_PROPERTIES,
    nullable: true,
    example: { bandgap: 'eV', bulk_modulus: 'GPa' },
    description:
      'Units of properties in `summary`. Those named above must have the unit given there: ' +
      'another is refused by 422, not converted.',
  })
  @AsSent()
  @ValidateIf((_: object, value: unknown) => value !== undefined && value !== null)
  @Fits((units, body) => faultOfUnits(units, 'summary' in body ? body.summary : undefined))
  units?: Record<string, string> | null;
}
