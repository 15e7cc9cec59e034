import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import type { Thresholds } from '../../comparison/quality';
import { EXAMPLE_PREDICTION_ID, EXAMPLE_SIMULATION_ID, Id } from '../../dto/decorators';
import { ThresholdsByProperty } from './thresholds';

const MAX_PAIRS = 100;

export class PropertyComparisonRequest {
  @Id(EXAMPLE_PREDICTION_ID, 'A stored prediction.')
  predicted_properties_id: string;

  @Id(EXAMPLE_SIMULATION_ID, 'A stored simulation of the same structure.')
  simulation_result_id: string;

  @ThresholdsByProperty()
  thresholds?: Record<string, Thresholds>;
}

export class BatchComparisonRequest {
  @ApiProperty({ type: [PropertyComparisonRequest], minItems: 1, maxItems: MAX_PAIRS })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_PAIRS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PropertyComparisonRequest)
  pairs: PropertyComparisonRequest[];
}
