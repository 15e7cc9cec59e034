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
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiConsumes,
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
  PageQuery,
  Roles,
  UuidParam,
  type Caller,
} from '@nano-os/common';
import type { FastifyReply } from 'fastify';
import { JOB_ID_PARAM } from '../../jobs/http/paths';
import { FineTunesService } from '../fine-tunes.service';
import { ApiModelFile, MEDIA_TYPES, ModelFileParam } from './model-file';
import { FineTuneRequest } from './fine-tune-request.dto';
import { FineTuneDto, FineTunesPage, toFineTuneDto, toFineTuneSummary } from './fine-tune.dto';
import { FINE_TUNES_PATH } from './paths';

@ApiTags('fine-tunes')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller(FINE_TUNES_PATH)
export class FineTunesController {
  constructor(@Inject(FineTunesService) private readonly fineTunes: FineTunesService) {}

  @Post()
  @HttpCode(202)
  @Idempotent()
  @ApiOperation({
    operationId: 'fineTuneModel',
    summary: 'Tune a model on your own crystals',
    description:
      'The job makes a model of its own name. A private one answers its owner alone, about private ' +
      'structures of the owner. Where tuning did not help, the result says so and the weights are ' +
      "the base's.",
  })
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiAcceptedResponse({
    type: FineTuneDto,
    description: 'It waits; `Location` says where it can be asked for.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422, 429)
  async create(
    @CurrentUser() caller: Caller,
    @Body() { pairs, from_simulations, content, file, format, ...parameters }: FineTuneRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FineTuneDto> {
    const source = { pairs, from_simulations, content: content ?? file, format };
    if (content !== undefined && file !== undefined) {
      throw invalidField('content', 'Send either content or file');
    }
    const job = await this.fineTunes.submit(caller, parameters, source);
    void reply.header('location', `/${FINE_TUNES_PATH}/${job.id}`);
    return toFineTuneDto({ ...job, result: null });
  }

  @Get()
  @ApiOperation({
    operationId: 'listFineTunes',
    summary: 'List fine-tunes',
    description: "The caller's own and public models, newest first; an administrator's are all.",
  })
  @ApiOkResponse({ type: FineTunesPage })
  @ApiProblems(400, 401, 403)
  async list(
    @CurrentUser() caller: Caller,
    @Query() { limit, offset }: PageQuery,
  ): Promise<FineTunesPage> {
    const { items, total } = await this.fineTunes.list(caller, limit, offset);
    return { items: items.map(toFineTuneSummary), total, limit, offset };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getFineTune', summary: 'Ask how a fine-tune stands' })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: FineTuneDto })
  @ApiProblems(400, 401, 403, 404)
  async get(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<FineTuneDto> {
    return toFineTuneDto(await this.fineTunes.get(caller, id));
  }

  @Get(':id/files/:file')
  @ApiOperation({
    operationId: 'downloadTunedModel',
    summary: 'Read a file of a tuned model',
    description:
      'The card and the weights, side by side in one folder, are a model that `nano-os models ' +
      'import` installs anywhere.',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiModelFile()
  @ApiProblems(400, 401, 403, 404, 409)
  async file(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
    @Param() { file }: ModelFileParam,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const bytes = await this.fineTunes.file(caller, id, file);
    await reply
      .type(MEDIA_TYPES[file])
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(Buffer.from(bytes));
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'deleteFineTune',
    summary: 'Cancel a fine-tune, or delete what came of it',
    description:
      'One that waits or runs is cancelled. One that ended is deleted with its model; predictions ' +
      'keep naming that.',
  })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: FineTuneDto, description: 'As it stands, or as it stood.' })
  @ApiProblems(400, 401, 403, 404, 409)
  async remove(
    @CurrentUser() caller: Caller,
    @Param('id', UuidParam) id: string,
  ): Promise<FineTuneDto> {
    return toFineTuneDto(await this.fineTunes.remove(caller, id));
  }
}
