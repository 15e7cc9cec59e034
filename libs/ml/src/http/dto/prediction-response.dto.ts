import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { EXAMPLE_ID, EXAMPLE_PREDICTION_ID } from '../../dto/decorators';
import type { PropertyValue } from '../../entities/predicted-properties.entity';
import type { Prediction } from '../../prediction/prediction';

const DIGEST = '0b1c6b5a0d0f3f4c8f0f8f3e2c1d7a9e4b6f5a3c2d1e0f9a8b7c6d5e4f3a2b1c';

const rowsOfThree = (description: string, example: number[][]): object => ({
  type: 'array',
  description,
  items: { type: 'array', items: { type: 'number' }, minItems: 3, maxItems: 3 },
  example,
});

const PROPERTIES: ApiPropertyOptions = {
  type: 'object',
  description: 'What the model predicts, by name; a model may answer more than are listed here.',
  properties: {
    bandgap: { type: 'number', description: 'eV', example: 1.107 },
    formation_energy: { type: 'number', description: 'eV/atom', example: -3.421 },
    stability_score: { type: 'number', minimum: 0, maximum: 1, example: 0.571 },
    elastic_moduli: {
      type: 'object',
      description: 'GPa',
      properties: { bulk_modulus: { type: 'number' }, shear_modulus: { type: 'number' } },
      additionalProperties: { type: 'number' },
      example: { bulk_modulus: 97.6, shear_modulus: 66.5 },
    },
    energy: { type: 'number', description: 'eV, of the cell as given', example: -43.39 },
    dielectric: { type: 'number', description: 'Static constant, dimensionless', example: 11.7 },
    forces: rowsOfThree('eV/Å, a row for each atom in the order of the structure', [[0, 0, 0]]),
    stresses: rowsOfThree('GPa, 3×3; negative under compression', [
      [0.1, 0, 0],
      [0, 0.1, 0],
      [0, 0, 0.1],
    ]),
  },
  additionalProperties: {
    oneOf: [
      { type: 'number' },
      { type: 'array', items: { type: 'array', items: { type: 'number' } } },
      { type: 'object', additionalProperties: { type: 'number' } },
    ],
  },
  example: { bandgap: 1.107, formation_energy: -3.421, stability_score: 0.571 },
};

export class PredictionMetadataDto {
  @ApiProperty({ example: 'Si8' })
  formula: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 8 })
  num_atoms: number;

  @ApiProperty({ enum: [0, 1, 2, 3], example: 3, description: '0 molecule to 3 bulk.' })
  dimensionality: number;

  @ApiProperty({
    minimum: 0,
    example: 0.12,
    description: 'What the model took; of a batch, the share of one structure.',
  })
  inference_time_ms: number;

  @ApiProperty({ example: DIGEST, description: 'Names the weights that answered.' })
  weights_digest: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { bandgap: 'MEGNet-MP-2019.4.1-BandGap-mfi' },
    description: 'Which installed model answered each property; moduli by their own names.',
  })
  models?: Record<string, string>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { bandgap: 'PBE' },
    description: 'The functional of the calculations that each of these models learned from.',
  })
  functionals?: Record<string, string>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { bandgap: 'eV' },
    description: 'Units of the properties; moduli by their own names.',
  })
  units?: Record<string, string>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { bandgap: -0.021 },
    description: 'What the model itself gave where another value is served: a gap below 0 is 0.',
  })
  raw_values?: Record<string, number>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'number', minimum: 0 },
    example: { 'GLLB-SC': 1.62, HSE: 1.71, SCAN: 1.34 },
    description: 'eV; the gap as functionals other than PBE would give it, where a model knows.',
  })
  bandgap_by_functional?: Record<string, number>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { elastic_moduli: 'No installed model of CGCNN predicts it.' },
    description: 'What there is no answer of this time, and why.',
  })
  omitted?: Record<string, string>;
}

export class PropertyPredictionResponse implements Prediction {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_PREDICTION_ID })
  id: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  structure_id: string;

  @ApiProperty({ example: 'STUB' })
  model_name: string;

  @ApiProperty({ example: '1.0.0' })
  model_version: string;

  @ApiProperty(PROPERTIES)
  properties: Record<string, PropertyValue>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number', minimum: 0, maximum: 1 },
    example: { bandgap: 0.912, formation_energy: 0.887, stability_score: 0.9 },
    description:
      'A key for each scalar property; moduli by their own names. Of networks: the probability ' +
      'that the value is within 0.3 eV, 0.1 eV/atom, or a fifth of moduli and dielectric ' +
      'constant; 0 where nobody measured the errors of the model.',
  })
  confidence_scores: Record<string, number>;

  @ApiProperty({ example: false, description: 'Whether it was there before it was asked for.' })
  cached: boolean;

  @ApiProperty({ type: PredictionMetadataDto, nullable: true })
  metadata: PredictionMetadataDto | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;
}

export class BatchPredictionResponse {
  @ApiProperty({ type: [PropertyPredictionResponse], description: 'In the order asked.' })
  predictions: Prediction[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'Length of `predictions`.' })
  total: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 0 })
  cached: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 1 })
  new: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    example: null,
    description: 'Structure id to what went wrong with it; null when nothing did.',
  })
  errors: Record<string, string> | null;
}
