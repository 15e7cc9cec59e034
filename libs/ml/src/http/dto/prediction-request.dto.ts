import { ApiProperty } from '@nestjs/swagger';
import { LowerCase } from '@nano-os/common';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';
import { EXAMPLE_ID, ForceRecompute, Id, ModelName } from '../../dto/decorators';

const MAX_BATCH = 100;

export class PropertyPredictionRequest {
  @Id(EXAMPLE_ID, 'The structure to predict.')
  structure_id: string;

  @ModelName('A model of the registry, in any case.', 'STUB')
  model_name: string = 'STUB';

  @ForceRecompute()
  force_recompute: boolean = false;
}

export class BatchPredictionRequest {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    minItems: 1,
    maxItems: MAX_BATCH,
    example: [EXAMPLE_ID],
    description: 'The structures to predict. The limit counts ids before duplicates are dropped.',
  })
  @LowerCase()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  @IsUUID('loose', { each: true })
  structure_ids: string[];

  @ModelName('A model of the registry, in any case.', 'STUB')
  model_name: string = 'STUB';

  @ForceRecompute()
  force_recompute: boolean = false;
}
