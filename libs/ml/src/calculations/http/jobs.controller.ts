import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiProblems,
  CurrentUser,
  Idempotent,
  Roles,
  UuidParam,
  type Caller,
} from '@nano-os/common';
import { StructureDto, toStructureDto } from '@nano-os/structures';
import { CalculationJobsService } from '../calculation-jobs.service';
import { RelaxedStructuresService } from '../relaxed-structures.service';
import { EXAMPLE_JOB_ID, JobDto, JobsPage, ListJobsQuery, toJobDto } from './dto/job.dto';
import { StoreRelaxedStructureRequest } from './dto/store-structure.dto';
import { TrajectoryDto } from './dto/trajectory.dto';
import { JOBS_PATH } from './paths';

const ID = { name: 'id', format: 'uuid', example: EXAMPLE_JOB_ID };

@ApiTags('calculations')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller(JOBS_PATH)
export class JobsController {
  constructor(
    @Inject(CalculationJobsService) private readonly jobs: CalculationJobsService,
    @Inject(RelaxedStructuresService) private readonly relaxed: RelaxedStructuresService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listJobs',
    summary: 'List calculations',
    description: "The caller's own, newest first; all of them for an administrator.",
  })
  @ApiOkResponse({ type: JobsPage })
  @ApiProblems(400, 401, 403)
  async list(
    @CurrentUser() caller: Caller,
    @Query() { structure_id: structureId, state, limit, offset }: ListJobsQuery,
  ): Promise<JobsPage> {
    const page = await this.jobs.search(caller, { structureId, state, limit, offset });
    return { items: page.items.map(toJobDto), total: page.total, limit, offset };
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getJob',
    summary: 'Ask how a calculation stands',
    description: 'Its state and progress, and its result when it is completed.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: JobDto })
  @ApiProblems(400, 401, 403, 404)
  async get(@CurrentUser() caller: Caller, @Param('id', UuidParam) id: string): Promise<JobDto> {
    return toJobDto(await this.jobs.get(caller, id));
  }

  @Get(':id/trajectory')
  @ApiOperation({
    operationId: 'getTrajectory',
    summary: 'Read the way of a relaxation',
    description: 'The crystal at each step that was kept, the first and the last among them.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: TrajectoryDto })
  @ApiProblems(400, 401, 403, 404, 409)
  async trajectory(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<TrajectoryDto> {
    return { job_id: id, ...(await this.jobs.trajectory(caller, id)) };
  }

  @Post(':id/structure')
  @Idempotent()
  @ApiOperation({
    operationId: 'storeRelaxedStructure',
    summary: 'Store the structure that a relaxation arrived at',
    description:
      'A new structure whose `parent_id` is the one it was relaxed from. Asked for again, it is ' +
      'the one that was stored first.',
  })
  @ApiParam(ID)
  @ApiCreatedResponse({ type: StructureDto })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async store(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body() options: StoreRelaxedStructureRequest,
  ): Promise<StructureDto> {
    return toStructureDto(await this.relaxed.store(caller, id, options));
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelJob',
    summary: 'Cancel a calculation',
    description:
      'One that waits is cancelled at once; one that runs ends within its next step, until when ' +
      'its state is `running` and `cancel_requested` is true.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: JobDto })
  @ApiProblems(400, 401, 403, 404, 409)
  async cancel(@CurrentUser() caller: Caller, @Param('id', UuidParam) id: string): Promise<JobDto> {
    return toJobDto(await this.jobs.cancel(caller, id));
  }
}
