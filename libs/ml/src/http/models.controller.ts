import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Roles, type Caller } from '@nano-os/common';
import { toTunedFromDto } from '../fine-tunes/http/tuned-from.dto';
import { TunedModels } from '../fine-tunes/tuned-models';
import { ModelRegistry } from '../models/model-registry';
import type { ModelInfo } from '../models/property-model';
import { ModelsListResponse } from './dto/model.dto';

@ApiTags('ml')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller('api/v1/ml/models')
export class ModelsController {
  constructor(
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(TunedModels) private readonly tuned: TunedModels,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listModels',
    summary: 'List the models',
    description: 'Those of the server, then those that users tuned and the caller may see.',
  })
  @ApiOkResponse({ type: ModelsListResponse })
  @ApiProblems(401, 403)
  async list(@CurrentUser() caller: Caller): Promise<ModelsListResponse> {
    const known = this.registry.list().map(({ info, model }) => toResponse(info, model !== null));
    const tuned = (await this.tuned.list(caller)).map(({ info, row }) => ({
      ...toResponse(info, true),
      fine_tune: toTunedFromDto(row),
    }));
    const models = [...known, ...tuned];
    return { models, count: models.length };
  }
}

const toResponse = (info: ModelInfo, available: boolean) => ({
  name: info.name,
  version: info.version,
  available,
  description: info.description,
  supported_properties: [...info.supportedProperties],
});
