import { ApiProperty } from '@nestjs/swagger';
import { PageInfo } from '@nano-os/common';
import type { FineTuning } from '@nano-os/models';
import type { Visibility } from '@nano-os/structures';
import { JobSummary, summaryOf } from '../../jobs/http/dto/job.dto';
import type { JobRecord, JobWithResult } from '../../jobs/records/job';
import { parametersOf } from '../parameters';
import type { FineTuneResult } from '../result';
import { VISIBILITIES } from './fine-tune-request.dto';

export const OUTCOMES: readonly FineTuning['outcome'][] = ['improved', 'no-better'];

export class ErrorEstimateDto {
  @ApiProperty({ example: 0.126, description: 'Mean over crystals held out.' })
  mean: number;

  @ApiProperty({
    type: [Number],
    minItems: 2,
    maxItems: 2,
    example: [0.112, 0.143],
    description: '95 %, by the bootstrap.',
  })
  interval: readonly number[];
}

export class FineTuneResultDto {
  @ApiProperty({ example: 'our-fluorides', description: 'Under which the model is asked.' })
  model_name: string;

  @ApiProperty({
    example:
      'Tuning helped: the mean error on crystals held out is 0.126 eV/atom after 1.13 eV/atom.',
  })
  message: string;

  @ApiProperty({
    enum: OUTCOMES,
    example: 'improved',
    description: "`no-better`: the error did not fall for certain, and the weights are the base's.",
  })
  outcome: FineTuning['outcome'];

  @ApiProperty({ example: 'eV/atom', description: 'Of the errors.' })
  unit: string;

  @ApiProperty({ type: ErrorEstimateDto, description: 'Of the base.' })
  error_before: ErrorEstimateDto;

  @ApiProperty({
    type: ErrorEstimateDto,
    description: 'Of tuned models, each on crystals that it had not seen.',
  })
  error_after: ErrorEstimateDto;

  @ApiProperty({ type: ErrorEstimateDto, description: 'The second less the first.' })
  change: ErrorEstimateDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { name: 'our-fluorides', version: '1.0.0', family: 'CGCNN' },
    description:
      'The card of the model: base, digest of the data, split, what was tried, learning curve.',
  })
  card: object;

  @ApiProperty({
    example: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    description: 'Mean error on crystals held out, by epoch.',
  })
  learning_curve_svg: string;

  @ApiProperty({
    example: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    description: 'What is predicted for crystals held out, before and after, over what is known.',
  })
  parity_svg: string;
}

/** The job that tunes a model, without its result. */
export class FineTuneSummary extends JobSummary {
  @ApiProperty({ example: 'our-fluorides' })
  name: string;

  @ApiProperty({ example: 'CGCNN-NanoOS-Eform' })
  base_model: string;

  @ApiProperty({ example: 'formation_energy' })
  property: string;

  @ApiProperty({ enum: VISIBILITIES, example: 'private' })
  visibility: Visibility;
}

export class FineTuneDto extends FineTuneSummary {
  @ApiProperty({
    type: FineTuneResultDto,
    nullable: true,
    description: 'Of a completed one: what came of it, with the card and the drawings.',
  })
  result: FineTuneResultDto | null;
}

export class FineTunesPage extends PageInfo {
  @ApiProperty({ type: [FineTuneSummary], description: 'Newest first.' })
  items: FineTuneSummary[];
}

function fineTuneOf(job: JobRecord) {
  const { name, base_model, property, visibility } = parametersOf(job);
  return { ...summaryOf(job), name, base_model, property, visibility };
}

export const toFineTuneSummary = (job: JobRecord): FineTuneSummary => fineTuneOf(job);

export const toFineTuneDto = (job: JobWithResult): FineTuneDto => ({
  ...fineTuneOf(job),
  result: job.result as FineTuneResult | null,
});
