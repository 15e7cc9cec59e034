import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
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
import type { FastifyReply } from 'fastify';
import { JOB_ID_PARAM, JOBS_PATH } from '../../jobs/http/paths';
import { CalculationsService } from '../calculations.service';
import { RelaxedStructuresService } from '../relaxed-structures.service';
import { StoreRelaxedStructureRequest } from './dto/store-structure.dto';
import { TrajectoryDto } from './dto/trajectory.dto';

/** What comes of a relaxation beside its result. */
@ApiTags('calculations')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller(JOBS_PATH)
export class RelaxationResultsController {
  constructor(
    @Inject(CalculationsService) private readonly calculations: CalculationsService,
    @Inject(RelaxedStructuresService) private readonly relaxed: RelaxedStructuresService,
  ) {}

  @Get(':id/trajectory')
  @ApiOperation({
    operationId: 'getTrajectory',
    summary: 'Read the way of a relaxation',
    description: 'The crystal at each step that was kept, the first and the last among them.',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: TrajectoryDto })
  @ApiProblems(400, 401, 403, 404, 409)
  async trajectory(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const text = await this.calculations.trajectory(caller, id);
    // Megabytes, which to read and write again would hold up everyone else.
    void reply.type('application/json; charset=utf-8');
    return `{"job_id":"${id}",${text.slice(1)}`;
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
  @ApiParam(JOB_ID_PARAM)
  @ApiCreatedResponse({ type: StructureDto })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async store(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Body() options: StoreRelaxedStructureRequest,
  ): Promise<StructureDto> {
    return toStructureDto(await this.relaxed.store(caller, id, options));
  }
}
