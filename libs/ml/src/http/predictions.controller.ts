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
  ApiBody,
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
import { EXAMPLE_ID, EXAMPLE_PREDICTION_ID } from '../dto/decorators';
import type { Prediction } from '../prediction/prediction';
import { PredictionsService } from '../prediction/predictions.service';
import { Predictor } from '../prediction/predictor';
import { HistoryQuery, LatestQuery, PredictionHistoryResponse } from './dto/history.dto';
import { BatchPredictionRequest, PropertyPredictionRequest } from './dto/prediction-request.dto';
import { PredictionRequestPipe, type PredictionRequest } from './prediction-request.pipe';
import { BatchPredictionResponse, PropertyPredictionResponse } from './dto/prediction-response.dto';

const STRUCTURE = { name: 'structure_id', format: 'uuid', example: EXAMPLE_ID };

@ApiTags('ml')
@ApiBearerAuth()
@ApiSecurity('api-key')
@Roles('user', 'admin')
@Controller('api/v1/ml/properties')
export class PredictionsController {
  constructor(
    @Inject(Predictor) private readonly predictor: Predictor,
    @Inject(PredictionsService) private readonly predictions: PredictionsService,
  ) {}

  @Post()
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    operationId: 'predictProperties',
    summary: 'Predict the properties of a structure',
    description: 'Answers what is stored for the same structure content, model and weights.',
  })
  @ApiBody({ type: PropertyPredictionRequest })
  @ApiOkResponse({ type: PropertyPredictionResponse })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async predict(
    @CurrentUser() caller: Caller,
    @Body(PredictionRequestPipe) body: PredictionRequest,
  ): Promise<Prediction> {
    return this.predictor.predict(caller, body.structure_id, body.model_name, body.force_recompute);
  }

  @Post('batch')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    operationId: 'predictPropertiesBatch',
    summary: 'Predict the properties of up to 100 structures',
    description: 'A structure that fails is told in `errors`; the others are answered.',
  })
  @ApiOkResponse({ type: BatchPredictionResponse })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415)
  async predictBatch(
    @CurrentUser() caller: Caller,
    @Body() body: BatchPredictionRequest,
  ): Promise<BatchPredictionResponse> {
    return this.predictor.predictMany(
      caller,
      body.structure_ids,
      body.model_name,
      body.force_recompute,
    );
  }

  @Get(':structure_id')
  @ApiOperation({
    operationId: 'latestPrediction',
    summary: 'Read the latest prediction of a structure',
  })
  @ApiParam(STRUCTURE)
  @ApiOkResponse({ type: PropertyPredictionResponse })
  @ApiProblems(400, 401, 403, 404)
  async latest(
    @CurrentUser() caller: Caller,
    @Param('structure_id', UuidParam) structureId: string,
    @Query() query: LatestQuery,
  ): Promise<Prediction> {
    return this.predictions.latest(caller, structureId, query.model_name);
  }

  @Get(':structure_id/history')
  @ApiOperation({
    operationId: 'predictionHistory',
    summary: 'Read all predictions of a structure, newest first',
  })
  @ApiParam(STRUCTURE)
  @ApiOkResponse({ type: PredictionHistoryResponse })
  @ApiProblems(400, 401, 403, 404)
  async history(
    @CurrentUser() caller: Caller,
    @Param('structure_id', UuidParam) structureId: string,
    @Query() { limit, cursor, large_arrays }: HistoryQuery,
  ): Promise<PredictionHistoryResponse> {
    const largeArrays = large_arrays === 'true';
    return this.predictions.history(caller, structureId, { limit, cursor, largeArrays });
  }

  @Delete(':prediction_id')
  @Roles('admin')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deletePrediction', summary: 'Delete a prediction' })
  @ApiParam({ name: 'prediction_id', format: 'uuid', example: EXAMPLE_PREDICTION_ID })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(400, 401, 403, 404)
  async remove(@Param('prediction_id', UuidParam) id: string): Promise<void> {
    await this.predictions.remove(id);
  }
}
