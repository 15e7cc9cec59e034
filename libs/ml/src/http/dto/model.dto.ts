import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TunedFromDto } from '../../fine-tunes/http/tuned-from.dto';

export class ModelInfoResponse {
  @ApiProperty({ example: 'STUB' })
  name: string;

  @ApiProperty({ example: '1.0.0' })
  version: string;

  @ApiProperty({ example: true, description: 'Whether its weights are there and load.' })
  available: boolean;

  @ApiProperty({ example: 'Reproducible numbers in plausible ranges; no physics.' })
  description: string;

  @ApiProperty({ type: [String], example: ['bandgap', 'formation_energy', 'stability_score'] })
  supported_properties: string[];

  @ApiPropertyOptional({ type: TunedFromDto, description: 'Of a model that a user tuned.' })
  fine_tune?: TunedFromDto;
}

export class ModelsListResponse {
  @ApiProperty({ type: [ModelInfoResponse] })
  models: ModelInfoResponse[];

  @ApiProperty({ type: 'integer', minimum: 0, example: 5 })
  count: number;
}
