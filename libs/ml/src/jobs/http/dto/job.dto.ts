import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { LowerCase, PageInfo, PageQuery } from '@nano-os/common';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { EXAMPLE_ID } from '../../../dto/decorators';
import {
  JOB_KINDS,
  JOB_STATES,
  type JobKind,
  type JobRecord,
  type JobState,
  type JobWithResult,
} from '../../records/job';
import { EXAMPLE_JOB_ID } from '../paths';

export class JobProgressDto {
  @ApiProperty({ example: 'relaxing', description: 'What is being done.' })
  stage: string;

  @ApiProperty({ example: 12, description: 'Steps done.' })
  step: number;

  @ApiProperty({ example: 500, description: 'Steps that there may be at most.' })
  of: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    example: { energy: -10.82, max_force: 0.043, max_stress: 0.31 },
    description:
      'Of the last step: energy eV, forces eV/Å, stresses GPa, volumes Å³; of a fine-tune the mean ' +
      'errors on crystals held out, before and now, in the unit of the property, and seconds left.',
  })
  figures: Readonly<Record<string, number>>;
}

export class JobProblemDto {
  @ApiProperty({ example: 'unknown-element', description: 'Stable, in kebab case.' })
  code: string;

  @ApiProperty({ example: 'The potential knows no Po.' })
  message: string;
}

/** A job without its result, which may be large. */
export class JobSummary {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_JOB_ID })
  id: string;

  @ApiProperty({ enum: JOB_KINDS, example: 'relaxation' })
  kind: JobKind;

  @ApiProperty({ enum: JOB_STATES, example: 'running' })
  state: JobState;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: EXAMPLE_ID,
    description: 'What it begins from, where that is one structure.',
  })
  structure_id: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { potential: 'M3GNet-MP-2021.2.8-PES', max_force: 0.01 },
    description: 'What was asked for, defaults filled in.',
  })
  parameters: Readonly<Record<string, unknown>>;

  @ApiProperty({ type: JobProgressDto, nullable: true })
  progress: JobProgressDto | null;

  @ApiProperty({ type: JobProblemDto, nullable: true, description: 'Of a failed job.' })
  problem: JobProblemDto | null;

  @ApiProperty({ example: false, description: 'Whether it was asked to stop.' })
  cancel_requested: boolean;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: null,
    description: 'The structure that was stored from the result.',
  })
  stored_structure_id: string | null;

  @ApiProperty({ format: 'uuid', example: '5b0e1c0e-3d0a-4a55-9a5e-6f1f7f2b9c11' })
  owner_id: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  created_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  started_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  finished_at: string | null;
}

export class JobDto extends JobSummary {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: null,
    description: 'Of a completed job; its shape is that of the kind.',
  })
  result: Readonly<Record<string, unknown>> | null;
}

export class JobsPage extends PageInfo {
  @ApiProperty({ type: [JobSummary], description: 'Newest first.' })
  items: JobSummary[];
}

export class ListJobsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: JOB_KINDS, example: 'relaxation' })
  @IsOptional()
  @IsIn(JOB_KINDS)
  kind?: JobKind;

  @ApiPropertyOptional({
    format: 'uuid',
    example: EXAMPLE_ID,
    description: 'Only jobs of this structure.',
  })
  @IsOptional()
  @LowerCase()
  @IsUUID('loose')
  structure_id?: string;

  @ApiPropertyOptional({ enum: JOB_STATES, example: 'running' })
  @IsOptional()
  @IsIn(JOB_STATES)
  state?: JobState;
}

export const summaryOf = (job: JobRecord) => ({
  id: job.id,
  kind: job.kind,
  state: job.state,
  structure_id: job.structureId,
  parameters: job.parameters,
  progress: job.progress,
  problem: job.problem,
  cancel_requested: job.cancelRequested,
  stored_structure_id: job.storedStructureId,
  owner_id: job.ownerId,
  created_at: job.createdAt,
  started_at: job.startedAt,
  finished_at: job.finishedAt,
});

export const toJobSummary = (job: JobRecord): JobSummary => summaryOf(job);

export const toJobDto = (job: JobWithResult): JobDto => ({
  ...summaryOf(job),
  result: job.result,
});
