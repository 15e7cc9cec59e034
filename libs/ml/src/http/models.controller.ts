import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentUser, Roles, type Caller } from '@nano-os/common';
import { TunedModels } from '../fine-tunes/tuned-models';
import { ModelRegistry } from '../models/model-registry';
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
  @ApiOperation({ operationId: 'listModels', summary: 'List the models' })
  @ApiOkResponse({ type: ModelsListResponse })
  @ApiProblems(401, 403)
  async list(@CurrentUser() caller: Caller): Promise<ModelsListResponse> {
    const tuned = (await this.tuned.list(caller)).map((info) => ({ info, model: true }));
    const models = [...this.registry.list(), ...tuned].map(({ info, model }) => ({
      name: info.name,
      version: info.version,
      available: model !== null,
      description: info.description,
      supported_properties: [...info.supportedProperties],
    }));
    return { models, count: models.length };
  }
}
