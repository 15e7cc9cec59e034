import { Controller, Get, Inject } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Roles } from '@nano-os/common';
import { ModelRegistry } from '../models/model-registry';
import { ModelsListResponse } from './dto/model.dto';

@ApiTags('ml')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller('api/v1/ml/models')
export class ModelsController {
  constructor(@Inject(ModelRegistry) private readonly registry: ModelRegistry) {}

  @Get()
  @ApiOperation({ operationId: 'listModels', summary: 'List the models' })
  @ApiOkResponse({ type: ModelsListResponse })
  @ApiProblems(401, 403)
  list(): ModelsListResponse {
    const models = this.registry.list().map(({ info, model }) => ({
      name: info.name,
      version: info.version,
      available: model !== null,
      description: info.description,
      supported_properties: [...info.supportedProperties],
    }));
    return { models, count: models.length };
  }
}
