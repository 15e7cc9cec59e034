import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
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
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiProblems,
  CurrentUser,
  Idempotent,
  PageQuery,
  Roles,
  UuidParam,
  type Caller,
} from '@nano-os/common';
import { ApiKeysPage, CreateApiKeyRequest, CreatedApiKeyDto, toApiKey } from './api-keys.dto';
import { ApiKeysService } from './api-keys.service';

@ApiTags('auth')
@ApiBearerAuth()
@Controller('api/v1/auth/api-keys')
@Roles('admin', 'user')
export class ApiKeysController {
  constructor(@Inject(ApiKeysService) private readonly keys: ApiKeysService) {}

  @Post()
  @Idempotent()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'createApiKey', summary: 'Make a key for a program' })
  @ApiCreatedResponse({ type: CreatedApiKeyDto })
  @ApiProblems(400, 401, 409, 413, 415)
  async create(
    @CurrentUser() caller: Caller,
    @Body() body: CreateApiKeyRequest,
  ): Promise<CreatedApiKeyDto> {
    const { row, key } = await this.keys.create(
      caller.id,
      body.name,
      body.expires_in_days ?? undefined,
    );
    return { ...toApiKey(row), key };
  }

  @Get()
  @ApiOperation({ operationId: 'listApiKeys', summary: 'List my keys in force, newest first' })
  @ApiOkResponse({ type: ApiKeysPage })
  @ApiProblems(400, 401)
  async list(
    @CurrentUser() caller: Caller,
    @Query() { limit, offset }: PageQuery,
  ): Promise<ApiKeysPage> {
    const { rows, total } = await this.keys.list(caller.id, limit, offset);
    return { items: rows.map(toApiKey), total, limit, offset };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeApiKey', summary: 'Revoke one of my keys, at once' })
  @ApiParam({ name: 'id', format: 'uuid', example: '0f6f3d52-9b0c-4d38-8a53-2b8f5f9e7c10' })
  @ApiNoContentResponse({ description: 'Revoked.' })
  @ApiProblems(400, 401, 404)
  revoke(@CurrentUser() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    return this.keys.revoke(caller.id, id);
  }
}
