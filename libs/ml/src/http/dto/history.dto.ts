import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Omittable, WholeNumber } from '@nano-os/common';
import { IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { EXAMPLE_ID, ModelName } from '../../dto/decorators';
import type { Prediction } from '../../prediction/prediction';
import { PropertyPredictionResponse } from './prediction-response.dto';

const CURSOR = 'MTc2OTg2MDgwMDAwMDAwMDo5YjFkZWI0ZC0zYjdkLTRiYWQtOWJkZC0yYjBkN2IzZGNiNmQ';

const FLAGS = ['false', 'true'] as const;

export class LatestQuery {
  @ModelName('Only what this model predicted; any model when absent.')
  model_name?: string;
}

export class HistoryQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50, example: 50 })
  @Omittable()
  @WholeNumber()
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  @ApiPropertyOptional({
    maxLength: 100,
    example: CURSOR,
    description: '`next_cursor` of the answer before; the newest when absent.',
  })
  @Omittable()
  @IsString()
  @MaxLength(100)
  cursor?: string;

  @ApiPropertyOptional({
    enum: FLAGS,
    default: 'false',
    example: 'false',
    description:
      'Whether arrays of more than 64 rows, forces of large cells, are answered too, on pages of ' +
      '10 at most; `omitted` in the metadata names them otherwise.',
  })
  @Omittable()
  @IsIn(FLAGS)
  large_arrays: (typeof FLAGS)[number] = 'false';
}

export class PredictionHistoryResponse {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  structure_id: string;

  @ApiProperty({ type: [PropertyPredictionResponse], description: 'Newest first.' })
  predictions: Prediction[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'Length of `predictions`.' })
  count: number;

  @ApiProperty({ type: [String], example: ['STUB'], description: 'Models in this answer.' })
  models_used: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Give it as `cursor` to read on; null at the end.',
  })
  next_cursor: string | null;
}
