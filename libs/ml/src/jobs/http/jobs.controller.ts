import { Controller, Delete, Get, HttpCode, Inject, Param, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Roles, UuidParam, type Caller } from '@nano-os/common';
import { JobsService } from '../jobs.service';
import { JobDto, JobsPage, ListJobsQuery, toJobDto, toJobSummary } from './dto/job.dto';
import { JOB_ID_PARAM, JOBS_PATH } from './paths';

@ApiTags('jobs')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller(JOBS_PATH)
export class JobsController {
  constructor(@Inject(JobsService) private readonly jobs: JobsService) {}

  @Get()
  @ApiOperation({
    operationId: 'listJobs',
    summary: 'List jobs',
    description: "The caller's own, newest first, without results; an administrator's are all.",
  })
  @ApiOkResponse({ type: JobsPage })
  @ApiProblems(400, 401, 403)
  async list(
    @CurrentUser() caller: Caller,
    @Query() { kind, structure_id: structureId, state, limit, offset }: ListJobsQuery,
  ): Promise<JobsPage> {
    const page = await this.jobs.search(caller, { kind, structureId, state, limit, offset });
    return { items: page.items.map(toJobSummary), total: page.total, limit, offset };
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getJob',
    summary: 'Ask how a job stands',
    description: 'Its state and progress, and its result when it is completed.',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: JobDto })
  @ApiProblems(400, 401, 403, 404)
  async get(@CurrentUser() caller: Caller, @Param('id', UuidParam) id: string): Promise<JobDto> {
    return toJobDto(await this.jobs.get(caller, id));
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelJob',
    summary: 'Cancel a job',
    description:
      'One that waits is cancelled at once; one that runs ends within its next step, until when ' +
      'its state is `running` and `cancel_requested` is true. Once more changes nothing.',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: JobDto })
  @ApiProblems(400, 401, 403, 404, 409)
  async cancel(@CurrentUser() caller: Caller, @Param('id', UuidParam) id: string): Promise<JobDto> {
    return toJobDto(await this.jobs.cancel(caller, id));
  }
}
