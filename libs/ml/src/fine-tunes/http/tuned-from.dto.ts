import { ApiProperty } from '@nestjs/swagger';
import type { FineTuning } from '@nano-os/models';
import type { Visibility } from '@nano-os/structures';
import { EXAMPLE_JOB_ID } from '../../jobs/http/paths';
import type { ListedRow } from '../records/fine-tunes.repository';
import { VISIBILITIES } from './fine-tune-request.dto';
import { ErrorEstimateDto, OUTCOMES } from './fine-tune.dto';

/** What a tuned model's card says of where it comes from. */
export class TunedFromDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_JOB_ID, description: 'Of the fine-tune.' })
  id: string;

  @ApiProperty({ format: 'uuid', example: '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11' })
  owner_id: string;

  @ApiProperty({ enum: VISIBILITIES, example: 'private' })
  visibility: Visibility;

  @ApiProperty({ example: 'CGCNN-NanoOS-Eform' })
  base_model: string;

  @ApiProperty({ example: 100, description: 'That it was tuned on.' })
  crystals: number;

  @ApiProperty({ enum: OUTCOMES, example: 'improved' })
  outcome: FineTuning['outcome'];

  @ApiProperty({ example: 'eV/atom', description: 'Of the errors.' })
  unit: string;

  @ApiProperty({ type: ErrorEstimateDto })
  error_before: ErrorEstimateDto;

  @ApiProperty({ type: ErrorEstimateDto })
  error_after: ErrorEstimateDto;
}

export function toTunedFromDto(row: ListedRow): TunedFromDto | undefined {
  const { job_id, owner_id, visibility, card } = row;
  const { fineTuning } = card;
  return (
    fineTuning && {
      id: job_id,
      owner_id,
      visibility,
      base_model: fineTuning.base.name,
      crystals: fineTuning.data.crystals,
      outcome: fineTuning.outcome,
      unit: fineTuning.unit,
      error_before: fineTuning.before,
      error_after: fineTuning.after,
    }
  );
}
