import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LowerCase, Omittable, PLAIN_LINE } from '@nano-os/common';
import type { Layers, PairFormat } from '@nano-os/models';
import type { Visibility } from '@nano-os/structures';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { Bounded, EXAMPLE_ID, Id } from '../../dto/decorators';

export const VISIBILITIES: readonly Visibility[] = ['private', 'public'];
const LAYERS: readonly Layers[] = ['head', 'ends', 'all'];
const FORMATS: readonly PairFormat[] = ['csv', 'json-lines'];
const MOST_LISTED = 10_000;
const MOST_CANDIDATES = 12;

const Whole = (least: number, most: number, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'integer',
      minimum: least,
      maximum: most,
      example: least,
      description,
    }),
    Omittable(),
    IsInt(),
    Min(least),
    Max(most),
  );

export class StructureValue {
  @Id(EXAMPLE_ID, 'A crystal that the caller may see.')
  structure_id: string;

  @ApiProperty({ example: -1.2, description: "In the unit of the base's property." })
  @IsNumber()
  value: number;
}

export class CandidateDto {
  @ApiProperty({
    enum: LAYERS,
    example: 'head',
    description:
      '`head`: what follows the vector of a crystal; `ends`: that and what describes elements; `all`.',
  })
  @IsIn(LAYERS)
  layers: Layers;

  @ApiProperty({
    minimum: 1e-8,
    maximum: 0.1,
    example: 1e-3,
    description: 'The highest learning rate.',
  })
  @IsNumber()
  @Min(1e-8)
  @Max(0.1)
  rate: number;
}

/** Exactly one of `pairs`, `from_simulations`, `content` and, in a form, `file` is there. */
export class FineTuneRequest {
  @ApiProperty({ minLength: 1, maxLength: 50, example: 'our-fluorides' })
  @IsString()
  @Length(1, 50)
  @Matches(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/, {
    message: 'name must be letters, digits, dots and dashes, with a letter or digit at both ends',
  })
  name: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'CGCNN-NanoOS-Eform' })
  @IsString()
  @Length(1, 100)
  @Matches(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/, {
    message: 'base_model must be the name of an installed model',
  })
  base_model: string;

  @ApiProperty({ minLength: 1, maxLength: 64, example: 'formation_energy' })
  @IsString()
  @Length(1, 64)
  property: string;

  @ApiPropertyOptional({ enum: VISIBILITIES, default: 'private', example: 'private' })
  @Omittable()
  @IsIn(VISIBILITIES)
  visibility: Visibility = 'private';

  @ApiPropertyOptional({ minLength: 1, maxLength: 500, example: 'Tuned on our fluorides.' })
  @Omittable()
  @IsString()
  @Length(1, 500)
  @Matches(PLAIN_LINE, { message: 'description must be one line of text' })
  description?: string;

  @ApiPropertyOptional({ type: [StructureValue], minItems: 1, maxItems: MOST_LISTED })
  @Omittable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LISTED)
  @ValidateNested({ each: true })
  @Type(() => StructureValue)
  pairs?: StructureValue[];

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    minItems: 1,
    maxItems: MOST_LISTED,
    example: [EXAMPLE_ID],
    description: 'Structures; the newest simulation of each that has the property gives the value.',
  })
  @Omittable()
  @LowerCase()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_LISTED)
  @IsUUID('loose', { each: true })
  from_simulations?: string[];

  @ApiPropertyOptional({
    example: 'value,poscar\n',
    description: 'Text of a table (CSV) or of JSON lines with crystals and values.',
  })
  @Omittable()
  @IsString()
  content?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'binary',
    example: 'our-fluorides.csv',
    description: 'The same as a file, in forms only; numbers and lists beside it are JSON.',
  })
  @Omittable()
  @ValidateBy(
    { name: 'isFile', validator: { validate: (value: unknown) => Buffer.isBuffer(value) } },
    { message: 'file must be an uploaded file; in JSON send content' },
  )
  file?: Buffer;

  @ApiPropertyOptional({
    enum: FORMATS,
    example: 'csv',
    description: 'Of the text; found out by its first character when left out.',
  })
  @Omittable()
  @IsIn(FORMATS)
  format?: PairFormat;

  @ApiPropertyOptional({
    type: [CandidateDto],
    minItems: 1,
    maxItems: MOST_CANDIDATES,
    description:
      'Ways to tune, of which cross validation takes the best; five that differ in layers and ' +
      'rate when left out.',
  })
  @Omittable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_CANDIDATES)
  @ValidateNested({ each: true })
  @Type(() => CandidateDto)
  candidates?: CandidateDto[];

  @Whole(1, 1000, 'Passes over the crystals at most; by their number when left out.')
  epochs?: number;

  @Whole(1, 1000, 'Epochs without progress that end a training; a third of them when left out.')
  patience?: number;

  @Whole(1, 1024, 'Crystals of a step; by their number when left out.')
  batch?: number;

  @Bounded({
    least: 0,
    most: 1000,
    byDefault: 10,
    description: 'How strongly weights are held near those of the base.',
  })
  weight_decay: number = 10;

  @Whole(0, 2_147_483_647, 'Of the split and the order of crystals; 1 when left out.')
  seed?: number;
}
