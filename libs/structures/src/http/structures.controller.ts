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
  Res,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiConsumes,
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
  invalidField,
  Roles,
  UuidParam,
  type Caller,
} from '@nano-os/common';
import type { FastifyReply } from 'fastify';
import { STRUCTURES_PATH } from '../structures-path';
import { StructuresService } from '../structures.service';
import { ApiFile } from './api-file';
import { downloadOf } from './download';
import { DownloadQuery } from './download.dto';
import { ListStructuresQuery } from './list-structures.dto';
import { EXAMPLE_ID, StructureDto, StructuresPage } from './structure.dto';
import { toStructureDto, toSummaryDto } from './to-dto';
import { UploadStructureRequest } from './upload-structure.dto';

const ID = { name: 'id', format: 'uuid', example: EXAMPLE_ID };

@ApiTags('structures')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller(STRUCTURES_PATH)
export class StructuresController {
  constructor(@Inject(StructuresService) private readonly structures: StructuresService) {}

  @Post()
  @Idempotent()
  @ApiOperation({
    operationId: 'createStructure',
    summary: 'Upload a crystal or a molecule',
    description:
      'Reads CIF, POSCAR, XYZ and the JSON of pymatgen, OPTIMADE and ASE. What cannot be read as ' +
      'one ordered structure is answered by 422 with the `line` or the `site` at fault.',
  })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiCreatedResponse({ type: StructureDto })
  @ApiProblems(400, 401, 403, 409, 413, 415, 422)
  async create(
    @CurrentUser() caller: Caller,
    @Body() { content, file, ...body }: UploadStructureRequest,
  ): Promise<StructureDto> {
    if ((content === undefined) === (file === undefined)) {
      throw invalidField('content', 'Send either content or file');
    }
    const source = content ?? file ?? '';
    return toStructureDto(await this.structures.create(caller, { ...body, content: source }));
  }

  @Get()
  @ApiOperation({
    operationId: 'listStructures',
    summary: 'List structures',
    description: "The caller's own and public ones; all of them for an administrator.",
  })
  @ApiOkResponse({ type: StructuresPage })
  @ApiProblems(400, 401, 403)
  async list(
    @CurrentUser() caller: Caller,
    @Query() { limit, offset, ...search }: ListStructuresQuery,
  ): Promise<StructuresPage> {
    const { items, total } = await this.structures.search(caller, search, limit, offset);
    return { items: items.map(toSummaryDto), total, limit, offset };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getStructure', summary: 'Read a structure' })
  @ApiParam(ID)
  @ApiOkResponse({ type: StructureDto })
  @ApiProblems(400, 401, 403, 404)
  async get(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<StructureDto> {
    return toStructureDto(await this.structures.getVisible(caller, id));
  }

  @Get(':id/download')
  @ApiOperation({
    operationId: 'downloadStructure',
    summary: 'Read a structure as a file',
    description: 'A molecule has no lattice, so it is neither a CIF nor a POSCAR.',
  })
  @ApiParam(ID)
  @ApiFile()
  @ApiProblems(400, 401, 403, 404, 422)
  async download(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Query() { format }: DownloadQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const record = await this.structures.getVisible(caller, id);
    const { text, contentType, filename } = downloadOf(record, format);
    await reply
      .type(contentType)
      .header('content-disposition', `attachment; filename="${filename}"`)
      .send(text);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteStructure',
    summary: 'Delete a structure, with its predictions and simulations',
  })
  @ApiParam(ID)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(400, 401, 403, 404)
  async remove(@CurrentUser() caller: Caller, @Param('id', UuidParam) id: string): Promise<void> {
    await this.structures.remove(caller, id);
  }
}
