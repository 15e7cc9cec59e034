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
  ApiNoContentResponse,
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
import { SimulationsService } from '../simulations.service';
import { CreateSimulationRequest } from './create-simulation.dto';
import {
  EXAMPLE_ID,
  ListSimulationsQuery,
  SimulationDto,
  SimulationsPage,
  toSimulationDto,
} from './simulation.dto';

const ID = { name: 'id', format: 'uuid', example: EXAMPLE_ID };

@ApiTags('simulations')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller('api/v1/simulations')
export class SimulationsController {
  constructor(@Inject(SimulationsService) private readonly simulations: SimulationsService) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    operationId: 'createSimulation',
    summary: 'Add the results of a simulation to a structure',
    description: 'Predictions for the structure can be compared with it.',
  })
  @ApiCreatedResponse({ type: SimulationDto })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async create(
    @CurrentUser() caller: Caller,
    @Body() { structure_id, code, method, summary, units }: CreateSimulationRequest,
  ): Promise<SimulationDto> {
    const simulation = { structureId: structure_id, code, method, summary, units: units ?? null };
    return toSimulationDto(await this.simulations.create(caller, simulation));
  }

  @Get()
  @ApiOperation({
    operationId: 'listSimulations',
    summary: 'List simulations',
    description: 'Those of structures that the caller may see, newest first.',
  })
  @ApiOkResponse({ type: SimulationsPage })
  @ApiProblems(400, 401, 403)
  async list(
    @CurrentUser() caller: Caller,
    @Query() { structure_id: structureId, limit, offset }: ListSimulationsQuery,
  ): Promise<SimulationsPage> {
    const { items, total } = await this.simulations.search(caller, { structureId, limit, offset });
    return { items: items.map(toSimulationDto), total, limit, offset };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getSimulation', summary: 'Read a simulation' })
  @ApiParam(ID)
  @ApiOkResponse({ type: SimulationDto })
  @ApiProblems(400, 401, 403, 404)
  async get(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<SimulationDto> {
    return toSimulationDto(await this.simulations.getVisible(caller, id));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteSimulation', summary: 'Delete a simulation' })
  @ApiParam(ID)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(400, 401, 403, 404)
  async remove(@CurrentUser() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    await this.simulations.remove(caller, id);
  }
}
