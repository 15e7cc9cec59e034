import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { PropertyAggregate } from '../../comparison/aggregate';
import type { FailedPair, PairComparison } from '../../comparison/comparator';
import type {
  ComparisonSummary,
  PropertyComparison,
} from '../../comparison/compare-ml-vs-simulation';
import {
  QUALITIES,
  type OverallQuality,
  type Quality,
  type QualityReport,
} from '../../comparison/quality';
import { EXAMPLE_ID, EXAMPLE_PREDICTION_ID, EXAMPLE_SIMULATION_ID } from '../../dto/decorators';

const COMPARED = {
  predicted: 1.107,
  simulated: 1.17,
  error: -0.063,
  percent_error: -5.38,
  relative_error: 0.0538,
};

export class PropertyComparisonResult implements PropertyComparison {
  @ApiProperty({ example: COMPARED.predicted })
  predicted: number;

  @ApiProperty({ example: COMPARED.simulated })
  simulated: number;

  @ApiProperty({ example: COMPARED.error, description: 'predicted − simulated' })
  error: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: COMPARED.percent_error,
    description: '100 · error / simulated; null where |simulated| < 1e-10',
  })
  percent_error: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: COMPARED.relative_error,
    description: '|error| / |simulated|; null where |simulated| < 1e-10',
  })
  relative_error: number | null;
}

export class ComparisonSummaryDto implements ComparisonSummary {
  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'How many.' })
  properties_compared: number;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, example: 0.063 })
  mean_absolute_error: number | null;

  @ApiProperty({ type: Number, nullable: true, minimum: 0, example: 0.063 })
  root_mean_squared_error: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    example: 5.38,
    description: 'Mean of |percent_error|.',
  })
  mean_percent_error: number | null;

  @ApiProperty({ type: [String], example: ['formation_energy', 'stability_score'] })
  properties_only_predicted: string[];

  @ApiProperty({ type: [String], example: [] })
  properties_only_simulated: string[];
}

export class ComparisonQualityDto implements QualityReport {
  @ApiProperty({ enum: [...QUALITIES, 'unknown'], example: 'excellent' })
  overall_quality: OverallQuality;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: [...QUALITIES] },
    example: { bandgap: 'excellent' },
  })
  property_quality: Record<string, Quality>;

  @ApiProperty({ type: [String], example: [] })
  recommendations: string[];
}

@ApiExtraModels(PropertyComparisonResult)
export class PropertyComparisonResponse implements PairComparison {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_PREDICTION_ID })
  predicted_properties_id: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_SIMULATION_ID })
  simulation_result_id: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  structure_id: string;

  @ApiProperty({ example: 'STUB' })
  model_name: string;

  @ApiProperty({ example: '1.0.0' })
  model_version: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(PropertyComparisonResult) },
    example: { bandgap: COMPARED },
    description: 'By property; only what both sides have as a number.',
  })
  comparisons: Record<string, PropertyComparison>;

  @ApiProperty({ type: ComparisonSummaryDto })
  summary: ComparisonSummary;

  @ApiProperty({ type: ComparisonQualityDto })
  quality: QualityReport;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;
}

export class FailedComparison implements FailedPair {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_PREDICTION_ID })
  predicted_properties_id: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_SIMULATION_ID })
  simulation_result_id: string;

  @ApiProperty({ example: `There is no prediction ${EXAMPLE_PREDICTION_ID} that you may see.` })
  error: string;
}

export class PropertyAggregateDto implements PropertyAggregate {
  @ApiProperty({ minimum: 0, example: 0.063 })
  mean_absolute_error: number;

  @ApiProperty({ minimum: 0, example: 0.063 })
  root_mean_squared_error: number;

  @ApiProperty({ minimum: 0, example: 0.063, description: 'Largest absolute error.' })
  max_error: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 1, description: 'How many were compared.' })
  n: number;
}

@ApiExtraModels(PropertyComparisonResponse, FailedComparison, PropertyAggregateDto)
export class BatchComparisonResponse {
  @ApiProperty({
    type: 'array',
    items: {
      oneOf: [
        { $ref: getSchemaPath(PropertyComparisonResponse) },
        { $ref: getSchemaPath(FailedComparison) },
      ],
    },
    description: 'In the order of the pairs.',
  })
  results: (PairComparison | FailedPair)[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(PropertyAggregateDto) },
    description: 'Errors over all pairs that were compared, by property.',
    example: {
      bandgap: {
        mean_absolute_error: 0.2,
        root_mean_squared_error: 0.2,
        max_error: 0.2,
        n: 1,
      },
    },
  })
  aggregate: Record<string, PropertyAggregate>;
}
